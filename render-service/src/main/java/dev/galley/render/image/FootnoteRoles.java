package dev.galley.render.image;

import org.jspecify.annotations.Nullable;

/**
 * The roles of footnotes as ARIA has them now. kramdown writes one that Digital Publishing WAI-ARIA
 * 1.1 has deprecated, and another one around the link whose role it is.
 */
final class FootnoteRoles {

  private static final String NOTE = " role=\"doc-endnote\"";
  private static final String REFERENCE = " role=\"doc-noteref\"";

  /** How kramdown writes a reference. */
  private static final String LINK = " class=\"footnote\" rel=\"footnote\">";

  private FootnoteRoles() {}

  /** A tag as it should be; null where it is so. */
  static @Nullable String changed(String element, String tag) {
    return switch (element) {
      case "li" -> tag.contains(NOTE) ? tag.replace(NOTE, "") : null;
      case "sup" -> tag.contains(REFERENCE) ? tag.replace(REFERENCE, "") : null;
      case "a" -> tag.endsWith(LINK) ? tag.substring(0, tag.length() - 1) + REFERENCE + ">" : null;
      default -> null;
    };
  }
}
