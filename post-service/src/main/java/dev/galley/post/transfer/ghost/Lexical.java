package dev.galley.post.transfer.ghost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Texts of Ghost's editor since its version 5: a tree of nodes, as Meta's Lexical keeps it. */
final class Lexical {

  /** The bits of a text's format, and the elements for them. */
  private static final Map<Integer, String> FORMATS = formats();

  private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

  /** A text with its formats, or something that no format reaches into. */
  private record Inline(int format, String html, boolean isIsland) {}

  private Lexical() {}

  private static Map<Integer, String> formats() {
    Map<Integer, String> formats = new LinkedHashMap<>();
    formats.put(1, "strong");
    formats.put(2, "em");
    formats.put(4, "s");
    formats.put(8, "u");
    formats.put(32, "sub");
    formats.put(64, "sup");
    formats.put(128, "mark");
    formats.put(16, "code");
    return formats;
  }

  static void write(JsonNode document, Body body) {
    document.path("root").path("children").forEach(node -> block(node, body));
  }

  private static void block(JsonNode node, Body body) {
    String type = node.path("type").asString("");
    switch (type) {
      case "paragraph" -> body.html(element("p", node));
      case "heading", "extended-heading" -> {
        String tag = node.path("tag").asString("h2");
        body.html(element(HEADINGS.contains(tag) ? tag : "h2", node));
      }
      case "quote", "extended-quote", "aside" -> body.html(quote(node));
      case "list" -> body.html(list(node));
      case "text", "extended-text", "link", "autolink" ->
          body.html("<p>" + inline(List.of(node)) + "</p>");
      default -> {
        if (node.path("children").isArray() && !node.path("children").isEmpty()) {
          node.path("children").forEach(child -> block(child, body));
        } else {
          Cards.write(type, node, body);
        }
      }
    }
  }

  private static String element(String tag, JsonNode node) {
    String html = inline(children(node));
    return html.isBlank() ? "" : "<" + tag + ">" + html + "</" + tag + ">";
  }

  private static String quote(JsonNode node) {
    String html = inline(children(node));
    if (html.isBlank()) {
      return "";
    }
    return "<blockquote>"
        + (html.startsWith("<p>") ? html : "<p>" + html + "</p>")
        + "</blockquote>";
  }

  private static List<JsonNode> children(JsonNode node) {
    List<JsonNode> children = new ArrayList<>();
    node.path("children").forEach(children::add);
    return children;
  }

  private static String list(JsonNode list) {
    String tag =
        list.path("listType").asString("").equals("number")
                || list.path("tag").asString("").equals("ol")
            ? "ol"
            : "ul";
    int start = list.path("start").asInt(1);
    StringBuilder html = new StringBuilder();
    html.append('<').append(tag);
    if (tag.equals("ol") && start != 1) {
      html.append(" start=\"").append(start).append('"');
    }
    html.append('>');
    boolean isOpen = false;
    for (JsonNode item : children(list)) {
      List<JsonNode> children = children(item);
      boolean isNested =
          !children.isEmpty() && children.get(0).path("type").asString("").equals("list");
      // A list in an item of its own belongs to the item before it.
      if (isOpen && !isNested) {
        html.append("</li>");
      }
      if (!isOpen || !isNested) {
        html.append("<li>");
      }
      html.append(inline(children));
      isOpen = true;
    }
    return html.append(isOpen ? "</li>" : "").append("</").append(tag).append('>').toString();
  }

  /** Texts one after the other, in as few elements as their formats need. */
  private static String inline(List<JsonNode> nodes) {
    List<Inline> all = new ArrayList<>();
    nodes.forEach(node -> add(node, all));
    StringBuilder html = new StringBuilder();
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < all.size(); i++) {
      Inline one = all.get(i);
      int wanted = one.isIsland() ? 0 : one.format();
      while (open.stream().anyMatch(format -> (wanted & format) == 0)) {
        html.append("</").append(FORMATS.get(open.pop())).append('>');
      }
      for (int format : opened(wanted, open, all.subList(i, all.size()))) {
        html.append('<').append(FORMATS.get(format)).append('>');
        open.push(format);
      }
      html.append(one.html());
    }
    while (!open.isEmpty()) {
      html.append("</").append(FORMATS.get(open.pop())).append('>');
    }
    return html.toString();
  }

  /** What is to be opened, with that which lasts longest first. */
  private static List<Integer> opened(int wanted, Deque<Integer> open, List<Inline> rest) {
    return FORMATS.keySet().stream()
        .filter(format -> (wanted & format) != 0 && !open.contains(format))
        .sorted(
            (a, b) -> {
              // Code comes last: nothing has a meaning in it.
              int inCode = Boolean.compare(a == 16, b == 16);
              return inCode != 0 ? inCode : Integer.compare(length(b, rest), length(a, rest));
            })
        .toList();
  }

  private static int length(int format, List<Inline> rest) {
    int length = 0;
    while (length < rest.size()
        && !rest.get(length).isIsland()
        && (rest.get(length).format() & format) != 0) {
      length++;
    }
    return length;
  }

  private static void add(JsonNode node, List<Inline> all) {
    String type = node.path("type").asString("");
    switch (type) {
      case "linebreak" -> {
        int format = all.isEmpty() ? 0 : all.get(all.size() - 1).format();
        boolean afterIsland = !all.isEmpty() && all.get(all.size() - 1).isIsland();
        all.add(new Inline(format, "<br>", afterIsland));
      }
      case "link", "autolink" -> {
        String url = node.path("url").asString("");
        String text = inline(children(node));
        all.add(
            new Inline(
                0,
                url.isBlank() ? text : "<a href=\"" + Html.escaped(url) + "\">" + text + "</a>",
                true));
      }
      case "list" -> all.add(new Inline(0, list(node), true));
      case "paragraph" -> all.add(new Inline(0, element("p", node), true));
      case "zwnj", "at-link", "at-link-search" -> {
        // Left over from a link that was never chosen.
      }
      default -> {
        if (node.path("text").isString()) {
          all.add(
              new Inline(
                  node.path("format").asInt(0), Html.escaped(node.path("text").asString()), false));
        }
        node.path("children").forEach(child -> add(child, all));
      }
    }
  }
}
