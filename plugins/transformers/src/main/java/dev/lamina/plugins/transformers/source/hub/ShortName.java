package dev.lamina.plugins.transformers.source.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model of the hub is called for short, from the resource {@code short-names.txt}.
 *
 * @param name as in a spec: {@code gpt2-small}
 * @param repository {@code OWNER/NAME}
 * @param description one line for {@code lamina list models}
 */
public record ShortName(String name, String repository, String description) {

  private static final String RESOURCE = "short-names.txt";

  /** All of them, in the resource's order. */
  public static List<ShortName> all() {
    try (InputStream in = ShortName.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, RESOURCE), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\|", 3))
          .map(parts -> new ShortName(parts[0].strip(), parts[1].strip(), parts[2].strip()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of this jar cannot be read", e);
    }
  }

  /** The model of a name. */
  public static Optional<ShortName> find(String name) {
    return all().stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** The spec's {@code source}. */
  public String source() {
    return HubModel.PREFIX + repository;
  }
}
