package dev.lamina.plugins.mlflow.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeysTest {

  /** validation.py of MLflow 3.17: {@code ^[/\w.\- :]*$}, which in Python takes all letters. */
  private static final Pattern TAKEN =
      Pattern.compile("[/\\w.\\- :]*", Pattern.UNICODE_CHARACTER_CLASS);

  @ParameterizedTest
  @CsvSource({
    "linear-probe/resid_post/accuracy.best, linear-probe/resid_post/accuracy.best",
    "l2_norm.is_true=true, l2_norm.is_true-true",
    "a//b, a/-/b",
    "/a/, -/a/-",
    "./../.b, -/-/.b",
    "..a/b, -a/b",
    "'', -",
    "größe: 文 1, größe: 文 1",
    "a\\b*c, a-b-c"
  })
  void refusedCharactersAndPartsBecomeHyphens(String key, String spelled) {
    assertThat(Keys.spelled(key)).isEqualTo(spelled);
  }

  @Property
  void mlflowTakesEverySpelling(@ForAll String key) {
    String spelled = Keys.spelled(key);

    assertThat(spelled).matches(TAKEN).isNotEmpty().doesNotStartWith("..");
    assertThat(spelled.codePointCount(0, spelled.length())).isLessThanOrEqualTo(250);
    assertThat(List.of(spelled.split("/", -1))).doesNotContain("", ".", "..");
  }

  @Property
  void keysThatDifferAreSpelledDifferentlyWhateverTheirOrder(
      @ForAll @UniqueElements @Size(max = 8) List<String> keys) {
    Map<String, String> spelled = Keys.spelled(keys);
    List<String> turned = new ArrayList<>(keys);
    Collections.reverse(turned);

    assertThat(spelled.values()).doesNotHaveDuplicates();
    assertThat(Keys.spelled(turned)).isEqualTo(spelled);
  }

  @Test
  void aKeyThatIsAllowedKeepsItsSpelling() {
    assertThat(Keys.spelled(List.of("a=b", "a-b", "a-b-2")))
        .isEqualTo(Map.of("a=b", "a-b-3", "a-b", "a-b", "a-b-2", "a-b-2"));
  }

  @Test
  void aCutKeyDoesNotEndInASlash() {
    assertThat(Keys.spelled("x".repeat(249) + "/y")).isEqualTo("x".repeat(249) + "-");
  }
}
