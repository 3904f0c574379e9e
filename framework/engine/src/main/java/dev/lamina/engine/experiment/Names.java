package dev.lamina.engine.experiment;

import java.util.regex.Pattern;

/** Names of experiments and analyses, which become names of files. */
final class Names {

  static final String ALLOWED =
      "begin with a letter or digit and have only letters, digits, '.', '_' and '-', at most 100";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private Names() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
