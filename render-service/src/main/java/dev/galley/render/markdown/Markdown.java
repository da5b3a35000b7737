package dev.galley.render.markdown;

/**
 * Turns what authors write into HTML that is safe to serve. The only door to this package, so that
 * the library behind it can change without anyone noticing.
 *
 * <p>Thread-safe. A call blocks until the document is rendered; on a machine that is not overloaded
 * at most for the configured deadline once a rendering thread is free.
 */
public interface Markdown {

  /**
   * Renders a document. The same source always gives the same fragment.
   *
   * @param source what the author wrote
   * @return the sanitised fragment and what was found in it
   * @throws UnrenderableDocument if this document can never be rendered as it is; retrying does not
   *     help, and the message says for its author why
   */
  Fragment render(Source source);
}
