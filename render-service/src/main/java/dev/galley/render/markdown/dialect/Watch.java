package dev.galley.render.markdown.dialect;

/**
 * Is told that work goes on, so that it can end work that takes too long.
 *
 * <p>Called for every character or so, by one thread at a time.
 */
@FunctionalInterface
public interface Watch {

  /**
   * Some work is done.
   *
   * @param steps how much, in about the time that it takes to look at a character
   * @throws RuntimeException to end the work
   */
  void tick(int steps);
}
