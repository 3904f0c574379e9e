package dev.lamina.engine.experiment;

import java.util.regex.Pattern;

/** Names of experiments and analyses, which become names of files. */
final class Names {

  static final String ALLOWED =
      "at most 100 letters, digits, '.', '_' and '-', the first a letter or digit,";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private Names() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
