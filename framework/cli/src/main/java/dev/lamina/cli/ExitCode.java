package dev.lamina.cli;

/** What the process ends with. */
final class ExitCode {

  static final int DONE = 0;

  /** The run failed while computing. */
  static final int FAILED = 1;

  /** The spec, an input file or the command line is wrong; nothing ran. */
  static final int INVALID = 2;

  /** The run is complete on disk but not (fully) published. */
  static final int UNPUBLISHED = 3;

  /** Stopped by SIGINT, as the shell counts; the run can be resumed. */
  static final int INTERRUPTED = 130;

  /** Stopped by SIGTERM, as the shell counts; the run can be resumed. */
  static final int TERMINATED = 143;

  private ExitCode() {}
}
