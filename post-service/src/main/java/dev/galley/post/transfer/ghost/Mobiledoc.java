package dev.galley.post.transfer.ghost;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Texts of Ghost's editor of versions 1 to 4: Mobiledoc 0.3, and 0.2, in which cards stand where
 * they are used.
 */
final class Mobiledoc {

  private static final int MARKUP_SECTION = 1;
  private static final int IMAGE_SECTION = 2;
  private static final int LIST_SECTION = 3;
  private static final int CARD_SECTION = 10;
  private static final int ATOM = 1;

  private static final Set<String> INLINE =
      Set.of("a", "b", "strong", "i", "em", "code", "s", "del", "u", "sub", "sup", "mark");
  private static final Set<String> BLOCKS = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6");

  private final JsonNode document;
  private final JsonNode markups;
  private final boolean isFirst;

  private Mobiledoc(JsonNode document) {
    this.document = document;
    this.isFirst = document.path("version").asString("").startsWith("0.2");
    this.markups = isFirst ? document.path("sections").path(0) : document.path("markups");
  }

  static void write(JsonNode document, Body body) {
    Mobiledoc mobiledoc = new Mobiledoc(document);
    JsonNode sections = document.path("sections");
    (mobiledoc.isFirst ? sections.path(1) : sections)
        .forEach(section -> mobiledoc.section(section, body));
  }

  private void section(JsonNode section, Body body) {
    switch (section.path(0).asInt(0)) {
      case MARKUP_SECTION -> body.html(block(section.path(1).asString("p"), section.path(2)));
      case IMAGE_SECTION ->
          body.html("<p>" + Cards.picture(section.path(1).asString(""), "", "") + "</p>");
      case LIST_SECTION -> body.html(list(section));
      case CARD_SECTION -> {
        JsonNode card = isFirst ? section : document.path("cards").path(section.path(1).asInt(-1));
        int at = isFirst ? 1 : 0;
        Cards.write(card.path(at).asString(""), card.path(at + 1), body);
      }
      default -> body.unknown("section " + section.path(0).asString(""));
    }
  }

  private String block(String tag, JsonNode markers) {
    String html = inline(markers);
    if (html.isBlank()) {
      return "";
    }
    String element = BLOCKS.contains(tag) ? tag : "p";
    String block = "<" + element + ">" + html + "</" + element + ">";
    boolean isQuote = tag.equals("blockquote") || tag.equals("aside") || tag.equals("pull-quote");
    return isQuote ? "<blockquote>" + block + "</blockquote>" : block;
  }

  private String list(JsonNode section) {
    String tag = section.path(1).asString("").equals("ol") ? "ol" : "ul";
    StringBuilder html = new StringBuilder("<" + tag + ">");
    section
        .path(2)
        .forEach(
            item -> {
              if (html.length() <= Body.MAX_CHARS) {
                html.append("<li>").append(inline(item)).append("</li>");
              }
            });
    return html.append("</" + tag + ">").toString();
  }

  private String inline(JsonNode markers) {
    StringBuilder html = new StringBuilder();
    Deque<String> open = new ArrayDeque<>();
    for (JsonNode marker : markers) {
      JsonNode opened = isFirst ? marker.path(0) : marker.path(1);
      for (JsonNode index : opened) {
        // Many may refer to one that is long.
        if (html.length() > Body.MAX_CHARS) {
          break;
        }
        String tag = markups.path(index.asInt(-1)).path(0).asString("");
        open.push(INLINE.contains(tag) ? tag : "");
        html.append(opening(tag, markups.path(index.asInt(-1)).path(1)));
      }
      boolean isAtom = !isFirst && marker.path(0).asInt(0) == ATOM;
      JsonNode value = isFirst ? marker.path(2) : marker.path(3);
      if (html.length() > Body.MAX_CHARS) {
        break;
      }
      html.append(isAtom ? atom(value.asInt(-1)) : Html.escaped(value.asString("")));
      int closed = isFirst ? marker.path(1).asInt(0) : marker.path(2).asInt(0);
      for (int i = 0; i < closed && !open.isEmpty(); i++) {
        close(open.pop(), html);
      }
    }
    while (!open.isEmpty()) {
      close(open.pop(), html);
    }
    return html.toString();
  }

  private static String opening(String tag, JsonNode attributes) {
    if (!INLINE.contains(tag)) {
      return "";
    }
    // Names and values in turn.
    for (int i = 0; tag.equals("a") && i + 1 < attributes.size(); i += 2) {
      if (attributes.path(i).asString("").equals("href")) {
        return "<a href=\"" + Html.escaped(attributes.path(i + 1).asString("")) + "\">";
      }
    }
    return "<" + tag + ">";
  }

  private static void close(String tag, StringBuilder html) {
    if (!tag.isEmpty()) {
      html.append("</").append(tag).append('>');
    }
  }

  private String atom(int index) {
    JsonNode atom = document.path("atoms").path(index);
    return atom.path(0).asString("").equals("soft-return")
        ? "<br>"
        : Html.escaped(atom.path(1).asString(""));
  }
}
