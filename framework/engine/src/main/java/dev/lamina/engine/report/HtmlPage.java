package dev.lamina.engine.report;

import java.util.Base64;
import java.util.List;

/** A self-contained page: figures are embedded, and it loads nothing. */
public final class HtmlPage {

  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:64rem;margin:2rem auto;\
      padding:0 1rem}
      h1{margin-bottom:0}h2{margin-top:2.5rem;border-bottom:1px solid #ddd}
      .question{font-size:1.15rem;color:#444}.muted{color:#666;font-size:.9rem}
      figure{margin:1.5rem 0}figure img{max-width:100%;height:auto}
      figcaption{color:#666;font-size:.85rem}
      table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
      td,th{padding:.2rem .7rem;border-bottom:1px solid #eee;text-align:left}
      .scroll{overflow-x:auto;max-height:30rem}pre{background:#f6f6f6;padding:1rem;overflow-x:auto}
      """;

  private final StringBuilder page = new StringBuilder();

  /** Begins a page. */
  public HtmlPage(String title) {
    raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    raw("<meta name=\"viewport\" content=\"width=device-width\">");
    element("title", title);
    raw("<style>" + STYLE + "</style></head>\n<body>\n");
  }

  /** The whole page. */
  public String html() {
    return page + "</body></html>\n";
  }

  /** Markup as it is. */
  void raw(String markup) {
    page.append(markup);
  }

  /** An element with a text. */
  public void element(String tag, String text) {
    page.append('<').append(tag).append('>').append(escape(text));
    page.append("</").append(tag).append('>');
  }

  /** A picture with a caption. */
  public void image(byte[] bytes, String type, String caption) {
    raw("<figure><img alt=\"" + escape(caption) + "\" src=\"data:");
    raw(type + ";base64," + Base64.getEncoder().encodeToString(bytes) + "\">");
    element("figcaption", caption);
    raw("</figure>\n");
  }

  /** A table. */
  public void table(List<String> header, List<List<String>> rows) {
    raw("<div class=\"scroll\"><table>\n");
    row("th", header);
    rows.forEach(row -> row("td", row));
    raw("</table></div>\n");
  }

  private void row(String tag, List<String> cells) {
    raw("<tr>");
    cells.forEach(cell -> element(tag, cell));
    raw("</tr>\n");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
