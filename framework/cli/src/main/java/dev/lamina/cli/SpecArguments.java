package dev.lamina.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A spec and what the command line changes in it. */
final class SpecArguments {

  @Parameters(index = "0", paramLabel = "SPEC", description = "The spec, a YAML file.")
  private Path file;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Sets a value of the spec (read as YAML), e.g. seed=7; ~key removes one.")
  private List<String> overrides = new ArrayList<>();

  Path file() {
    return file;
  }

  List<String> overrides() {
    return overrides;
  }
}
