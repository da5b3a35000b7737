package dev.galley.render.markdown;

/**
 * A document as its author wrote it, template tags already expanded.
 *
 * @param format how it is written
 * @param text the whole document
 */
public record Source(Format format, String text) {}
