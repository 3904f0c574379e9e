package dev.lamina.engine.spec.yaml;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.InvalidSpecException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Turns the parser's events into located values; constructs no objects. */
public final class Composer {

  private final ParserImpl events;
  private final Places places;
  private final Map<String, Optional<Node>> anchors = new HashMap<>();
  private int aliases;
  private Location last;

  private Composer(String text, Places places) {
    this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    this.places = places;
    this.last = places.at(new Mark("", 0, 0, 0, new int[0], 0));
  }

  /**
   * Reads one document; empty if the text holds nothing.
   *
   * @throws InvalidSpecException if it is not valid YAML, or goes beyond the bounds of a spec
   */
  public static Optional<Node> compose(String text, Places places) {
    Composer composer = new Composer(text, places);
    try {
      return composer.document().map(Limits::check);
    } catch (MarkedYAMLException e) {
      throw SyntaxErrors.of(e, places);
    } catch (YAMLException | IllegalArgumentException e) {
      throw new InvalidSpecException(
          composer.last,
          "after this the file is not valid YAML: " + Quoted.bare(String.valueOf(e.getMessage())));
    }
  }

  private Optional<Node> document() {
    events.getEvent();
    if (events.checkEvent(ID.StreamEnd)) {
      return Optional.empty();
    }
    events.getEvent();
    Node root = node(1);
    events.getEvent();
    if (!events.checkEvent(ID.StreamEnd)) {
      throw new InvalidSpecException(
          at(events.peekEvent()), "a second YAML document begins here; a spec is only one");
    }
    return Optional.of(root);
  }

  private Node node(int depth) {
    Event event = events.getEvent();
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    NodeEvent begin = (NodeEvent) event;
    last = at(event);
    @Nullable String anchor = begin.getAnchor();
    if (anchor != null) {
      anchors.put(anchor, Optional.empty());
    }
    Node node =
        begin instanceof ScalarEvent scalar
            ? scalar(scalar)
            : collection((CollectionStartEvent) begin, depth);
    if (anchor != null) {
      anchors.put(anchor, Optional.of(node));
    }
    return node;
  }

  private Node alias(AliasEvent event) {
    String name = event.getAnchor();
    Optional<Node> target = anchors.get(name);
    if (target == null) {
      throw new InvalidSpecException(
          at(event),
          "no anchor &%s comes before this alias; put a text that begins with '*' in quotes"
              .formatted(Quoted.bare(name)));
    }
    aliases++;
    if (aliases > Limits.ALIASES) {
      throw new InvalidSpecException(
          at(event),
          "there are more than " + Limits.ALIASES + " aliases, the most that a file may have");
    }
    Node node =
        target.orElseThrow(
            () ->
                new InvalidSpecException(
                    at(event), "the anchor &%s contains itself".formatted(Quoted.bare(name))));
    return node instanceof Node.Scalar scalar
        ? new Node.Scalar(scalar.value(), scalar.written(), at(event))
        : node;
  }

  private Node scalar(ScalarEvent event) {
    String text = event.getValue();
    @Nullable String tag = event.getTag();
    @Nullable Object value;
    if (tag == null) {
      value = event.isPlain() ? CoreSchema.resolve(text) : text;
    } else {
      value = Tags.resolve(tag, text).orElseThrow(() -> notATag(event, tag)).orElse(null);
    }
    return new Node.Scalar(value, text, at(event));
  }

  private InvalidSpecException notATag(Event event, String tag) {
    return new InvalidSpecException(
        at(event),
        "the tag %s is not allowed here; remove it".formatted(Quoted.of(Tags.shorthand(tag))));
  }

  private Node collection(CollectionStartEvent event, int depth) {
    if (depth > Limits.DEPTH) {
      throw Limits.tooDeep(at(event));
    }
    boolean list = event.is(ID.SequenceStart);
    @Nullable String tag = event.getTag();
    if (tag != null && !Tags.isOf(tag, list)) {
      throw notATag(event, tag);
    }
    return list ? sequence(at(event), depth) : mapping(at(event), depth);
  }

  private Node sequence(Location location, int depth) {
    List<Node> items = new ArrayList<>();
    while (!events.checkEvent(ID.SequenceEnd)) {
      items.add(node(depth + 1));
    }
    events.getEvent();
    return new Node.Sequence(items, location);
  }

  private Node mapping(Location location, int depth) {
    Map<String, Node.Entry> own = new LinkedHashMap<>();
    Map<String, Node.Entry> merged = new LinkedHashMap<>();
    boolean merges = false;
    while (!events.checkEvent(ID.MappingEnd)) {
      boolean isMerge = isMergeKey(events.peekEvent());
      Node keyNode = node(depth + 1);
      String key = key(keyNode);
      Node value = node(depth + 1);
      if (isMerge) {
        if (merges) {
          throw new InvalidSpecException(
              keyNode.location(), "duplicate key '<<'; write <<: [*a, *b]");
        }
        merges = true;
        merge(value, merged);
      } else {
        Node.Entry first = own.putIfAbsent(key, new Node.Entry(keyNode.location(), value));
        if (first != null) {
          throw new InvalidSpecException(
              keyNode.location(),
              "duplicate key %s; it is first set in line %d"
                  .formatted(Quoted.of(key), first.key().line()));
        }
      }
    }
    events.getEvent();
    merged.putAll(own);
    return new Node.Mapping(Collections.unmodifiableMap(merged), location);
  }

  private static boolean isMergeKey(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getTag() == null
        && scalar.getValue().equals("<<");
  }

  private static String key(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof String key) {
      return key;
    }
    if (node instanceof Node.Scalar scalar) {
      throw new InvalidSpecException(
          node.location(),
          scalar.written().isEmpty()
              ? "a key is missing before ':'"
              : "the key %s is not text; put it in quotes"
                  .formatted(Quoted.bare(scalar.written())));
    }
    throw new InvalidSpecException(
        node.location(), "a key must be text, not a list or mapping; put it in quotes");
  }

  /** The merge key {@code <<} of YAML 1.1: of several mappings the first wins. */
  private static void merge(Node value, Map<String, Node.Entry> into) {
    if (value instanceof Node.Mapping mapping) {
      mapping.entries().forEach(into::putIfAbsent);
    } else if (value instanceof Node.Sequence sequence
        && sequence.items().stream().allMatch(Node.Mapping.class::isInstance)) {
      sequence.items().forEach(item -> merge(item, into));
    } else {
      throw new InvalidSpecException(
          value.location(), "'<<' merges a mapping or a list of mappings, usually aliases");
    }
  }

  private Location at(Event event) {
    return places.at(event.getStartMark());
  }
}
