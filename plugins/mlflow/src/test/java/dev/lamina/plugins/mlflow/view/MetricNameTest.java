package dev.lamina.plugins.mlflow.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricNameTest {

  @ParameterizedTest
  @CsvSource({
    "linear-probe/resid_post/accuracy.low, linear-probe, resid_post, accuracy.low, ''",
    "activation-stats/mlp_out/l2_norm.is_true=true, activation-stats, mlp_out, l2_norm, is_true=true",
    "pca/explained.1, pca, '', explained.1, ''",
    "x/c/mean.relation=a/b.c=d, x, c, mean, relation=a/b.c=d",
    "loss, '', '', loss, ''"
  })
  void aKeyHasFourParts(
      String key, String analysis, String component, String metric, String group) {
    assertThat(MetricName.of(key))
        .isEqualTo(new MetricName(key, analysis, component, metric, group));
  }
}
