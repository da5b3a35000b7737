package dev.galley.render.markdown;

/**
 * A heading of a rendered document.
 *
 * @param level 1 to 6
 * @param id the anchor that links may point at; empty when the author's HTML gave none
 * @param text the heading as plain text
 */
record Heading(int level, String id, String text) {}
