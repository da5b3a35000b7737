package dev.galley.post.snip;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a file's text into content and metadata. */
final class SnipParser {

  /** The names by which a snip's metadata is known in a file that does not say it is a snip. */
  private static final Set<String> OF_SNIPS =
      Set.of(
          "name",
          "page_title",
          "kind",
          "author",
          "tags",
          "summary",
          "canonical_url",
          "created_at",
          "updated_at",
          "entry_id",
          "draft",
          "is_page",
          "render_as",
          "written_with",
          "erb",
          "extension",
          "display_name");

  /** Lines that begin with a colon, after an empty one or at the start. */
  private static final Pattern BLOCK = Pattern.compile("(?:\\A|\\R[ \\t]*\\R)(?=:)");

  /** A line that opens or closes code. */
  private static final Pattern FENCE = Pattern.compile("(?m)^[ \\t>]*(`{3,}|~{3,})(.*)$");

  private static final Pattern NAME = Pattern.compile("(?m)^:([a-zA-Z_]+):(?=\\s|$)");
  private static final Pattern EMPTY_LINE = Pattern.compile("\\R[ \\t]*\\R");

  private SnipParser() {}

  /**
   * Reads a snip, or for a file that is not called {@code .snip} also text with front matter.
   *
   * @throws BrokenSnip when the metadata cannot be read
   */
  static Snip parse(String text, boolean isSnip) {
    Snip snip = isSnip ? split(text, firstColon(text)) : notCalledSnip(text);
    // Without the ASCII white space around it; a no-break space is content.
    return new Snip(snip.content().trim(), snip.metadata(), isSnip || snip.isSnip());
  }

  private static Snip notCalledSnip(String text) {
    return FrontMatter.split(text)
        .or(() -> NikolaHeader.split(text))
        .orElseGet(() -> split(text, firstKnownBlock(text)));
  }

  private static Snip split(String text, int start) {
    String content = text.substring(0, start);
    return start == text.length()
        ? new Snip(content, Map.of())
        : new Snip(
            content, MetadataParser.parse(text.substring(start), FrontMatter.lines(content)), true);
  }

  // corpus/README.md: "Metadata starts at the first line that begins with `:`; all before is
  // content (trimmed), all after is YAML with keys `:key:`."
  private static int firstColon(String text) {
    if (text.startsWith(":")) {
      return 0;
    }
    int before = text.indexOf("\n:");
    return before < 0 ? text.length() : before + 1;
  }

  /** Elsewhere lines may begin with a colon for many reasons, such as {@code :tada:}. */
  private static int firstKnownBlock(String text) {
    String prose = withoutFencedCode(text);
    Matcher block = BLOCK.matcher(prose);
    while (block.find()) {
      Matcher end = EMPTY_LINE.matcher(prose).region(block.end(), prose.length());
      String paragraph = prose.substring(block.end(), end.find() ? end.start() : prose.length());
      if (NAME.matcher(paragraph).results().anyMatch(name -> OF_SNIPS.contains(name.group(1)))) {
        return block.end();
      }
    }
    return text.length();
  }

  /**
   * The text with its code blanked out. Where a fence is never closed, what follows stays: rather
   * refused as metadata than public as text.
   */
  private static String withoutFencedCode(String text) {
    StringBuilder prose = new StringBuilder(text);
    Matcher line = FENCE.matcher(text);
    String open = "";
    int from = 0;
    while (line.find()) {
      if (open.isEmpty()) {
        // Backticks behind backticks are code within a line.
        open = line.group(2).indexOf('`') < 0 ? line.group(1) : "";
        from = line.end();
      } else if (line.group(1).startsWith(open) && line.group(2).isBlank()) {
        for (int at = from; at < line.start(); at++) {
          prose.setCharAt(at, prose.charAt(at) == '\n' ? '\n' : '_');
        }
        open = "";
      }
    }
    return prose.toString();
  }
}
