package dev.galley.post.transfer.ghost;

import dev.galley.post.transfer.markup.HtmlToMarkdown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A post's text while it is put together: HTML and Markdown in turns. */
final class Body {

  /** More than any post may have; what is larger is not read to its end. */
  static final int MAX_CHARS = 2 * 1024 * 1024;

  private static final String GFM = "gfm";

  private record Part(boolean isMarkdown, StringBuilder text) {}

  private final List<Part> parts = new ArrayList<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private boolean paywalled;
  private long chars;

  void html(String html) {
    add(false, html);
  }

  void markdown(String markdown) {
    add(true, CardMarkdown.asGfm(markdown));
  }

  private void add(boolean isMarkdown, String text) {
    if (text.isBlank() || chars > MAX_CHARS) {
      return;
    }
    chars += text.length();
    if (parts.isEmpty() || parts.get(parts.size() - 1).isMarkdown != isMarkdown) {
      parts.add(new Part(isMarkdown, new StringBuilder()));
    }
    parts.get(parts.size() - 1).text.append(text.strip()).append(isMarkdown ? "\n\n" : "\n");
  }

  /** Adds what was put together elsewhere. */
  void addAll(Body other) {
    other.parts.forEach(part -> add(part.isMarkdown, part.text.toString()));
    remarks.addAll(other.remarks);
    unknown.addAll(other.unknown);
  }

  /** What the author should know. */
  void remark(String remark) {
    remarks.add(remark);
  }

  Set<String> remarks() {
    return remarks;
  }

  /** The rest is only for those who pay, or are known. */
  void paywall() {
    html(Gates.PAYWALL);
  }

  /** Whether a part of what was written is not for everybody. */
  boolean isPaywalled() {
    return paywalled;
  }

  /** A part of a kind that has no meaning here. */
  void unknown(String kind) {
    unknown.add(kind);
  }

  Set<String> unknown() {
    return unknown;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** All of it in one format: Markdown where that loses nothing, or where a part is Markdown. */
  HtmlToMarkdown.Converted written() {
    if (chars > MAX_CHARS) {
      // Too large for a post; whoever reads the file says so.
      return new HtmlToMarkdown.Converted("x".repeat(MAX_CHARS), GFM);
    }
    List<Part> open = open();
    if (open.stream().noneMatch(part -> part.isMarkdown)) {
      return HtmlToMarkdown.convert(open.isEmpty() ? "" : open.get(0).text.toString());
    }
    String text =
        open.stream()
            .map(part -> part.isMarkdown ? part.text.toString() : inMarkdown(part.text.toString()))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .collect(Collectors.joining("\n\n"));
    return new HtmlToMarkdown.Converted(text, GFM);
  }

  /** What begins in one card may end in another. */
  private List<Part> open() {
    Gates gates = new Gates();
    List<Part> open =
        parts.stream().map(part -> new Part(part.isMarkdown, gates.open(part.text))).toList();
    paywalled = gates.arePaywalled();
    if (gates.haveLeftOut()) {
      remark(Cards.NOT_FOR_ALL);
    }
    return gates.areShut() ? parts : open;
  }

  private static String inMarkdown(String html) {
    HtmlToMarkdown.Converted converted = HtmlToMarkdown.convert(html);
    return converted.format().equals(GFM)
        ? converted.body()
        : HtmlToMarkdown.block(converted.body());
  }
}
