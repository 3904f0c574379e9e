package dev.lamina.engine.run.folder;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.NamedTensor;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.model.Component;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.RunFolder;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Findings of one analysis that go to the run folder as they come. */
public final class FolderFindings implements Findings {

  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]*");
  private static final Pattern TENSORS =
      Pattern.compile("[a-z0-9_-]+/[A-Za-z0-9._-]+\\.safetensors");

  private final String analysis;
  private final Namesakes namesakes;
  private final RunFolder folder;
  private final FigureRenderer renderer;
  private final Headlines headlines;

  public FolderFindings(
      Namesakes namesakes, RunFolder folder, FigureRenderer renderer, Headlines headlines) {
    this.analysis = namesakes.id();
    this.namesakes = namesakes;
    this.folder = folder;
    this.renderer = renderer;
    this.headlines = headlines;
  }

  @Override
  public String id() {
    return analysis;
  }

  @Override
  public void metric(Metric metric) {
    folder
        .journal()
        .append(
            new Event.MetricFound(
                analysis,
                metric.component().map(Component::id).orElse(""),
                metric.layer().isPresent() ? Integer.toString(metric.layer().getAsInt()) : "",
                metric.group(),
                metric.name(),
                Double.toString(metric.value())));
  }

  @Override
  public void table(String name, Table table) {
    folder.write("tables/" + fileName(name) + ".csv", out -> CsvTable.write(table, out));
  }

  @Override
  public void figure(String name, Figure figure) {
    String file = "figures/" + fileName(name);
    Figure named = namesakes.figure(figure);
    folder.write(file + ".png", out -> renderer.png(named, out));
    folder.write(file + ".svg", out -> renderer.svg(named, out));
  }

  @Override
  public void headline(int importance, String sentence, Figure figure) {
    Event.Headline stated = new Event.Headline(analysis, importance, namesakes.sentence(sentence));
    Figure named = namesakes.figure(figure);
    new KeptFigures(folder.path()).keep(stated, named);
    folder.journal().append(stated);
    headlines.add(Headlines.Headline.of(stated, named));
  }

  @Override
  public void tensors(String path, List<NamedTensor> tensors, Map<String, String> metadata) {
    if (!TENSORS.matcher(path).matches()) {
      throw new IllegalArgumentException("not FOLDER/NAME.safetensors: " + path);
    }
    folder.place(path, file -> TensorFile.write(file, tensors, metadata));
  }

  private String fileName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not [a-z0-9._-]*: " + name);
    }
    return name.isEmpty() ? analysis : analysis + "." + name;
  }
}
