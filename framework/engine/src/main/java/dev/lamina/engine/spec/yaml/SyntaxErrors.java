package dev.lamina.engine.spec.yaml;

import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.InvalidSpecException;
import java.util.Objects;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what the YAML parser found wrong in one sentence for people who do not know its grammar. */
final class SyntaxErrors {

  private SyntaxErrors() {}

  static InvalidSpecException of(MarkedYAMLException error, Places places) {
    String problem = Objects.requireNonNullElse(error.getProblem(), "");
    String context = Objects.requireNonNullElse(error.getContext(), "");
    Mark at = Objects.requireNonNullElse(error.getProblemMark(), error.getContextMark());
    Mark begun = Objects.requireNonNullElse(error.getContextMark(), at);
    if (problem.contains("found unexpected end of stream")
        || problem.contains("found unexpected document separator")) {
      return error(places, begun, "the quote that opens here is never closed");
    }
    if (problem.startsWith("could not find expected ':'")) {
      return error(places, begun, "expected 'key: value', but there is no ':' after this text");
    }
    if (problem.startsWith("expected ',' or")) {
      return unclosed(problem, places, begun, at);
    }
    return error(places, at, sentence(problem, context));
  }

  private static InvalidSpecException unclosed(String problem, Places places, Mark begun, Mark at) {
    char open = problem.contains("']'") ? '[' : '{';
    char close = open == '[' ? ']' : '}';
    if (problem.contains("<stream end>") || begun.getLine() != at.getLine()) {
      return error(places, begun, "the '%s' is never closed by '%s'".formatted(open, close));
    }
    return error(
        places,
        at,
        "expected ',' or '%s' here, in what the '%s' of column %d opens; put a text with special characters in quotes"
            .formatted(close, open, begun.getColumn() + 1));
  }

  private static InvalidSpecException error(Places places, Mark mark, String sentence) {
    return new InvalidSpecException(places.at(mark), sentence);
  }

  private static String sentence(String problem, String context) {
    if (problem.startsWith("found character '\\t")) {
      return "there is a tab here; YAML is indented with spaces only";
    }
    if (problem.startsWith("found character")) {
      String character = problem.substring(problem.indexOf('\'') + 1, problem.lastIndexOf("' "));
      return "a value cannot begin with %s; put it in quotes".formatted(Quoted.of(character));
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "a ':' is not allowed here; put a text that contains ': ' in quotes, or check this"
          + " line's indentation";
    }
    if (problem.startsWith("sequence entries are not allowed")) {
      return "a list entry '- ' is not allowed here; begin it on its own line";
    }
    if (problem.startsWith("mapping keys are not allowed")) {
      return "a '? ' is not allowed here; put the text in quotes";
    }
    if (problem.startsWith("expected <block end>")) {
      return misplaced(problem.substring("expected <block end>, but found ".length()));
    }
    if (problem.startsWith("expected '<document start>'")) {
      return "the spec has ended before this text; check the indentation, and that every line is"
          + " 'key: value'";
    }
    if (problem.startsWith("expected the node content")) {
      return "a value is missing before this";
    }
    if (problem.startsWith("found unknown escape character")) {
      return "unknown escape in double quotes; write \\\\ for a backslash, or use single quotes";
    }
    if (problem.startsWith("expected escape sequence")) {
      return "an escape in double quotes needs its hexadecimal digits: \\xNN, \\uNNNN or"
          + " \\UNNNNNNNN";
    }
    if (problem.startsWith("found undefined tag handle") || context.contains("tag")) {
      return "tags such as !name are not used in specs; put the text in quotes";
    }
    if (context.contains("alias") || context.contains("anchor")) {
      return "the name of an anchor or alias is not valid; put a text that begins with '*' or '&'"
          + " in quotes";
    }
    if (context.contains("block scalar")) {
      return "the text after '|' or '>' must begin on the next line; put a text that begins so in"
          + " quotes";
    }
    if (context.contains("directive") || problem.contains("YAML document")) {
      return "this line begins with '%', a YAML directive, and is not one; put it in quotes";
    }
    return "is not valid YAML: " + Quoted.bare(problem.strip());
  }

  private static String misplaced(String token) {
    if (token.contains("<scalar>") || token.contains("<anchor>") || token.contains("<alias>")) {
      return "there is more text after a complete value; put the whole value in one pair of quotes";
    }
    if (token.contains("','") || token.contains("']'") || token.contains("'}'")) {
      return "%s closes or separates nothing; put the whole value in quotes"
          .formatted(Quoted.bare(token));
    }
    return "the indentation of this line does not fit the lines above it";
  }
}
