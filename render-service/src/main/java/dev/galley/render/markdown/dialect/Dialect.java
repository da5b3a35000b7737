package dev.galley.render.markdown.dialect;

/**
 * A way to write Markdown. What it makes of a document is HTML with whatever the author wrote,
 * scripts too: it has to be sanitised. Not safe for hostile input by itself, but it can be stopped.
 *
 * <p>Thread-safe.
 */
public interface Dialect {

  /**
   * Renders a document.
   *
   * @param text the document
   * @param watch is told of every step, and may end the work by throwing
   * @param out where the HTML goes; may end the work by throwing, too
   * @param findings is told of what the author probably did not mean
   * @throws LimitReached if the document asks for more of something than is given
   */
  void render(String text, Watch watch, Appendable out, Findings findings);

  /** A document asks for more of something than is given; the message is for its author. */
  final class LimitReached extends RuntimeException {

    public LimitReached(String reason) {
      super(reason, null, false, false);
    }
  }
}
