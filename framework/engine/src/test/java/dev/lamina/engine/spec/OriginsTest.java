package dev.lamina.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginsTest {

  @TempDir private Path folder;

  @Test
  void everyValueHasThePlaceWhereItWasWritten() throws IOException {
    Path base = Files.writeString(folder.resolve("base.yaml"), "model: minilm\nseed: 1\n");
    Path file =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            extends: base.yaml
            dataset: {type: facts}
            analyses:
              - pca
              - {type: probe,
                 folds: 5}
            tracking: {type: mlflow}
            """);
    Node.Mapping written = new SpecReader().read(file, List.of("dataset.limit=8"), Map.of()).tree();
    Node.Mapping resolved =
        (Node.Mapping)
            Literals.parse(
                """
                model: {type: transformers, source: minilm}
                seed: 1
                dataset: {type: facts, limit: 8, filter: {}}
                analyses: [{type: pca, layers: all}, {type: probe, folds: 5}]
                tracking: [{type: mlflow, uri: x}]
                """,
                Location.COMMAND_LINE);

    assertThat(Origins.annotated(resolved, written))
        .isEqualTo(
            """
            model:
              type: transformers  # default
              source: minilm  # BASE:1
            seed: 1  # BASE:2
            dataset:
              type: facts  # STUDY:2
              limit: 8  # command line
              filter: {}  # default
            analyses:
              - type: pca  # STUDY:4
                layers: all  # default
              - type: probe  # STUDY:5
                folds: 5  # STUDY:6
            tracking:
              - type: mlflow  # STUDY:7
                uri: x  # default
            """
                .replace("BASE", base.toString())
                .replace("STUDY", file.toString()));
  }
}
