package dev.lamina.cli;

/** What the process ends with. 130 and 143, for signals, are the Java virtual machine's own. */
final class ExitCode {

  static final int DONE = 0;

  /** The run failed while computing. */
  static final int FAILED = 1;

  /** The spec, an input file or the command line is wrong; nothing ran. */
  static final int INVALID = 2;

  /** The run is complete on disk but not (fully) published. */
  static final int UNPUBLISHED = 3;

  private ExitCode() {}
}
