package dev.lamina.api.check;

import dev.lamina.api.model.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The residual stream adds up. Where a sum is not what follows it, the model may be post-norm: then
 * what follows must be the sum's LayerNorm, whose weights are found by least squares.
 */
final class ResidualIdentities {

  private final double limit;
  private final boolean parallel;
  private final Difference carried;
  private final Difference sum;
  private final SumOrNorm attention;
  private final SumOrNorm mlp;

  ResidualIdentities(Set<Component> has, double limit) {
    this.limit = limit;
    this.parallel = !has.contains(Component.RESID_MID);
    this.carried = new Difference("resid_post = resid_pre of the next layer", 0);
    this.sum = new Difference("resid_pre + attn_out + mlp_out = resid_post", limit);
    this.attention = new SumOrNorm("resid_pre + attn_out", "resid_mid");
    this.mlp = new SumOrNorm("resid_mid + mlp_out", "resid_post");
  }

  void layer(TokenVectors vectors, List<int[]> prompts, int layer) {
    attention.begin();
    mlp.begin();
    for (int prompt = 0; prompt < prompts.size(); prompt++) {
      for (int token = 0; token < prompts.get(prompt).length; token++) {
        token(vectors, prompt, token, layer);
      }
    }
    attention.end();
    mlp.end();
  }

  private void token(TokenVectors vectors, int prompt, int token, int layer) {
    String place = "layer %d, prompt %d, token %d".formatted(layer, prompt, token);
    float[] pre = vectors.of(prompt, Component.RESID_PRE, token, layer);
    float[] attnOut = vectors.of(prompt, Component.ATTN_OUT, token, layer);
    float[] mlpOut = vectors.of(prompt, Component.MLP_OUT, token, layer);
    float[] post = vectors.of(prompt, Component.RESID_POST, token, layer);
    if (layer > 0 && vectors.has(layer - 1)) {
      carried.compare(pre, vectors.of(prompt, Component.RESID_POST, token, layer - 1), place);
    }
    if (parallel) {
      sum.compare(post, sum(sum(pre, attnOut), mlpOut), place);
    } else {
      float[] mid = vectors.of(prompt, Component.RESID_MID, token, layer);
      attention.token(sum(pre, attnOut), mid, place);
      mlp.token(sum(mid, mlpOut), post, place);
    }
  }

  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(carried.check());
    if (parallel) {
      checks.add(sum.check());
    } else {
      checks.add(attention.check());
      checks.add(mlp.check());
    }
    return checks;
  }

  private static float[] sum(float[] left, float[] right) {
    float[] sum = new float[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + right[i];
    }
    return sum;
  }

  /** A sum and what follows it, either itself or its LayerNorm. */
  private final class SumOrNorm {

    private final Difference plain;
    private final Difference normed;
    private final List<float[]> sums = new ArrayList<>();
    private final List<float[]> results = new ArrayList<>();
    private final List<String> places = new ArrayList<>();

    SumOrNorm(String sum, String result) {
      plain = new Difference(sum + " = " + result, limit);
      normed = new Difference("LayerNorm(" + sum + ") = " + result, limit);
    }

    void begin() {
      sums.clear();
      results.clear();
      places.clear();
    }

    void token(float[] sum, float[] result, String place) {
      plain.compare(result, sum, place);
      sums.add(sum);
      results.add(result);
      places.add(place);
    }

    void end() {
      if (plain.check().holds() || sums.isEmpty()) {
        return;
      }
      List<float[]> norms = LayerNormFit.of(sums, results).apply(sums);
      for (int i = 0; i < norms.size(); i++) {
        normed.compare(results.get(i), norms.get(i), places.get(i));
      }
    }

    /** Of the two, what comes closer. */
    Check check() {
      boolean isSum = plain.check().holds() || plain.share() <= normed.share();
      return isSum ? plain.check() : normed.check();
    }
  }
}
