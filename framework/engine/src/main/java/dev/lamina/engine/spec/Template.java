package dev.lamina.engine.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with references in it: <code>${key.path}</code>, <code>${env:NAME}</code>, <code>
 * ${env:NAME:-default}</code>, and <code>$${</code> for a literal <code>${</code>.
 */
record Template(List<Part> parts) {

  private static final int DEEPEST = 10;

  private static final Pattern VARIABLE =
      Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);

  Template {
    parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  sealed interface Part {}

  /** Text that stands for itself. */
  record Literal(String text) implements Part {}

  /** Another value of the spec. */
  record Reference(String path) implements Part {}

  /** An environment variable and what stands for it where it is not set. */
  record Variable(String name, Optional<Template> fallback, String written) implements Part {}

  /** A template that is not well formed; the message says why. */
  static final class MalformedException extends Exception {
    MalformedException(String message) {
      super(message);
    }
  }

  /** Whether a text needs reading as a template. */
  static boolean isIn(String text) {
    return text.contains("${");
  }

  /** The template that stands for a text. */
  static String escape(String text) {
    return text.replace("${", "$${");
  }

  static Template parse(String text) throws MalformedException {
    return parse(text, 0);
  }

  private static Template parse(String text, int depth) throws MalformedException {
    if (depth > DEEPEST) {
      throw new MalformedException("defaults are nested more than " + DEEPEST + " deep");
    }
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("$${", i)) {
        literal.append("${");
        i += 3;
      } else if (text.startsWith("${", i)) {
        int end = close(text, i + 2);
        if (!literal.isEmpty()) {
          parts.add(new Literal(literal.toString()));
          literal.setLength(0);
        }
        parts.add(reference(text.substring(i + 2, end), depth));
        i = end + 1;
      } else {
        literal.append(text.charAt(i));
        i++;
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
    }
    return new Template(parts);
  }

  /** The one reference that the text consists of. */
  Optional<Part> whole() {
    boolean one = parts.size() == 1 && !(parts.get(0) instanceof Literal);
    return one ? Optional.of(parts.get(0)) : Optional.empty();
  }

  private static int close(String text, int start) throws MalformedException {
    int open = 1;
    for (int i = start; i < text.length(); i++) {
      open += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    throw new MalformedException("'${' is never closed by '}'; write $${ for a literal ${");
  }

  private static Part reference(String inner, int depth) throws MalformedException {
    if (inner.isBlank()) {
      throw new MalformedException("${} names nothing; write ${key.path} or ${env:NAME}");
    }
    if (!inner.startsWith("env:")) {
      return new Reference(inner.strip());
    }
    Matcher matcher = VARIABLE.matcher(inner);
    if (!matcher.matches()) {
      throw new MalformedException(
          "an environment variable is written ${env:NAME} or ${env:NAME:-default}");
    }
    String fallback = matcher.group(2);
    Optional<Template> template =
        fallback == null ? Optional.empty() : Optional.of(parse(fallback, depth + 1));
    return new Variable(matcher.group(1), template, "${" + inner + "}");
  }
}
