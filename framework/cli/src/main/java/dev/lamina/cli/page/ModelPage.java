package dev.lamina.cli.page;

import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.cli.text.Amounts;
import dev.lamina.engine.plan.InspectedModel;
import java.io.PrintStream;
import java.util.Locale;

/** What {@code lamina describe model} prints. */
public final class ModelPage {

  private final PrintStream out;

  public ModelPage(PrintStream out) {
    this.out = out;
  }

  public void print(InspectedModel inspected) {
    ModelDescription model = inspected.description();
    out.println(model.name() + " (model)");
    line("family", model.family());
    line("from", model.source());
    line("layers", "%,d", model.layers());
    line("d_model", "%,d", model.dModel());
    line("heads", "%,d", model.heads());
    line("context", "%,d tokens", model.contextLength());
    line("vocabulary", "%,d tokens", model.vocabularySize());
    line("parameters", Amounts.count(model.parameters()));
    line("memory", "%s in float32", Amounts.bytes(model.parameters() * Float.BYTES));
    line("computed by", inspected.model().computation());
    line("sha256", model.fingerprint());
    line("tokenizer", model.tokenizerFingerprint());
    out.println();
    out.println("hook points, of each layer unless it says once");
    for (HookPoint point : model.hookPoints()) {
      String once = point.component().perLayer() ? "" : "  once";
      out.printf(Locale.ROOT, "  %-12s %s%s%n", point.component(), point.shape(), once);
    }
  }

  private void line(String name, String format, Object... values) {
    line(name, String.format(Locale.ROOT, format, values));
  }

  private void line(String name, String value) {
    out.printf(Locale.ROOT, "  %-12s %s%n", name, value);
  }
}
