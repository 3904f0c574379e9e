package dev.lamina.engine.run.folder;

import dev.lamina.api.prompt.Prompt;
import dev.lamina.engine.io.CsvRows;
import dev.lamina.engine.plan.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** {@code tables/prompts.csv}: every prompt in order, with its labels and its length in tokens. */
public final class PromptTable {

  private PromptTable() {}

  public static void write(Plan plan, OutputStream out) throws IOException {
    List<String> labels = List.copyOf(plan.prompts().labels().keySet());
    List<String> head = new ArrayList<>(List.of("row", "prompt", "tokens"));
    head.addAll(labels);
    CsvRows csv = new CsvRows(out, head);
    for (int row = 0; row < plan.prompts().size(); row++) {
      Prompt prompt = plan.prompts().items().get(row);
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(row));
      cells.add(prompt.text());
      cells.add(Integer.toString(plan.capture().inputs().get(row).ids().length));
      labels.forEach(label -> cells.add(prompt.values().getOrDefault(label, "")));
      csv.add(cells);
    }
    csv.flush();
  }
}
