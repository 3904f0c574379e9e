package dev.lamina.plugins.figures.svg;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The elements of a drawing in their order, and the definitions that they refer to. */
public final class Markup {

  private final String ids;
  private final StringBuilder elements = new StringBuilder();
  private final Map<Definition, String> definitions = new LinkedHashMap<>();

  /**
   * Nothing drawn yet.
   *
   * @param ids what the ids of definitions begin with
   */
  public Markup(String ids) {
    this.ids = ids;
  }

  void add(String element) {
    elements.append(element);
  }

  /** Refers to the clip of this shape. */
  String clip(Shape shape) {
    return defined("clipPath", "", "<" + Outline.path(shape) + "/>");
  }

  /** A colour or a gradient as a property of that name, with its opacity. */
  String paint(String property, Paint paint, double opacity) {
    if (paint instanceof Color colour) {
      return property + ":" + rgb(colour) + opacity(property, colour, opacity);
    }
    if (paint instanceof LinearGradientPaint gradient) {
      String whole = opacity == 1 ? "" : ";" + property + "-opacity:" + Numbers.factor(opacity);
      return property + ":" + gradient(gradient) + whole;
    }
    throw new UnsupportedOperationException("no SVG for paint " + paint);
  }

  /** The clips and gradients that elements refer to, in the order of their first use. */
  public String definitions() {
    StringBuilder all = new StringBuilder();
    definitions.forEach(
        (definition, id) ->
            all.append("<" + definition.name() + " id='" + id + "'")
                .append(definition.attributes() + ">" + definition.content())
                .append("</" + definition.name() + ">"));
    return all.toString();
  }

  /** What is drawn, first to last. */
  public String elements() {
    return elements.toString();
  }

  private String gradient(LinearGradientPaint gradient) {
    StringBuilder stops = new StringBuilder();
    for (int i = 0; i < gradient.getFractions().length; i++) {
      Color colour = gradient.getColors()[i];
      stops
          .append("<stop offset='" + Numbers.factor(gradient.getFractions()[i]))
          .append("' style='stop-color:" + rgb(colour) + opacity("stop", colour, 1) + "'/>");
    }
    return defined(
        "linearGradient",
        " gradientUnits='userSpaceOnUse'"
            + Outline.number("x1", gradient.getStartPoint().getX())
            + Outline.number("y1", gradient.getStartPoint().getY())
            + Outline.number("x2", gradient.getEndPoint().getX())
            + Outline.number("y2", gradient.getEndPoint().getY()),
        stops.toString());
  }

  private String defined(String name, String attributes, String content) {
    String next = ids + definitions.size();
    Definition definition = new Definition(name, attributes, content);
    return "url(#" + definitions.computeIfAbsent(definition, absent -> next) + ")";
  }

  private static String rgb(Color colour) {
    return "rgb(" + colour.getRed() + "," + colour.getGreen() + "," + colour.getBlue() + ")";
  }

  private static String opacity(String property, Color colour, double opacity) {
    double all = opacity * colour.getAlpha() / 255;
    return all == 1 ? "" : ";" + property + "-opacity:" + Numbers.factor(all);
  }

  private record Definition(String name, String attributes, String content) {}
}
