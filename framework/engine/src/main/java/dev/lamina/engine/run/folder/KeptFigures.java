package dev.lamina.engine.run.folder;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.io.Reason;
import dev.lamina.engine.journal.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures of a run's headlines as data, while it is under way: a run that goes on draws the
 * overview of them.
 */
public final class KeptFigures {

  private static final Logger LOG = LoggerFactory.getLogger(KeptFigures.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new Jdk8Module()).addMixIn(Figure.class, Kinds.class).build();

  private final Path folder;

  /**
   * @param run the run's folder
   */
  public KeptFigures(Path run) {
    this.folder = run.resolve(".figures");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = LineChart.class, name = "line-chart"),
    @JsonSubTypes.Type(value = ScatterPlot.class, name = "scatter-plot"),
    @JsonSubTypes.Type(value = Heatmap.class, name = "heatmap"),
    @JsonSubTypes.Type(value = BarChart.class, name = "bar-chart"),
    @JsonSubTypes.Type(value = Histogram.class, name = "histogram"),
    @JsonSubTypes.Type(value = Panels.class, name = "panels")
  })
  private interface Kinds {}

  public void keep(Event.Headline headline, Figure figure) {
    Path file = file(headline);
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(folder);
      Files.write(temporary, JSON.writerFor(Figure.class).writeValueAsBytes(figure));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RunFailedException("cannot write " + file + ": " + Reason.of(e), e);
    }
  }

  /** Empty if it was not kept, or cannot be read. */
  public Optional<Figure> read(Event.Headline headline) {
    Path file = file(headline);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), Figure.class));
    } catch (IOException e) {
      LOG.info("{} cannot be read, so its analysis is run again", file, e);
      return Optional.empty();
    }
  }

  private Path file(Event.Headline headline) {
    return folder.resolve(
        "%s.%08x.json".formatted(headline.analysis(), headline.sentence().hashCode()));
  }

  /** Deletes all; the run has ended. */
  public void delete() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      LOG.warn("{} is left", folder, e);
    }
  }
}
