package dev.lamina.plugins.probes;

import dev.lamina.api.analysis.Table;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.List;

/**
 * Each tested prompt's fold and true class, and what each component's best layer says of it when it
 * is held out: enough to redo the folds (scikit-learn's {@code PredefinedSplit}) and the best
 * scores. The columns of a component are {@code COMPONENT.predicted} and, for two classes, {@code
 * COMPONENT.score}, positive for the first class.
 *
 * @param folds those of all layers and components, of the first repeat
 * @param best one result a component
 */
record PromptTable(ProbingTask task, Folds folds, List<ProbeResult> best) {

  Table table() {
    List<String> columns = new ArrayList<>(List.of("row", "fold", "label"));
    for (ProbeResult of : best) {
      if (task.classes() == 2) {
        columns.add(of.component().id() + ".score");
      }
      columns.add(of.component().id() + ".predicted");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int row : folds.tested()) {
      rows.add(row(row));
    }
    return new Table(columns, rows);
  }

  private List<Object> row(int row) {
    List<Object> cells =
        new ArrayList<>(List.of(row, folds.of()[row], name(task.target().codes()[row])));
    for (ProbeResult of : best) {
      if (task.classes() == 2) {
        cells.add(of.predictions().scores()[row]);
      }
      cells.add(name(of.predictions().codes()[row]));
    }
    return cells;
  }

  private String name(int code) {
    return task.target().classes().get(code);
  }
}
