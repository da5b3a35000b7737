package dev.galley.render.markdown;

import dev.galley.render.markdown.dialect.Finding;
import java.util.List;

/**
 * A rendered document: HTML to be put inside a page, and what lists, feeds and editors want to know
 * of it.
 *
 * @param html sanitised HTML without a surrounding page; addresses are as written, so mostly
 *     relative
 * @param excerpt the beginning as plain text, at most {@value #EXCERPT_CHARS} characters; empty
 *     when there is no text
 * @param images the addresses of the images as written, each once, in order
 * @param headings the headings in order
 * @param findings what an author probably wants to mend
 */
public record Fragment(
    String html,
    String excerpt,
    List<String> images,
    List<Heading> headings,
    List<Finding> findings) {

  /** To be raised when the same text is rendered differently, so that all pages are made anew. */
  public static final int DIALECT = 3;

  /** How long an excerpt may be, in characters. */
  static final int EXCERPT_CHARS = 300;

  public Fragment {
    images = List.copyOf(images);
    headings = List.copyOf(headings);
    findings = List.copyOf(findings);
  }
}
