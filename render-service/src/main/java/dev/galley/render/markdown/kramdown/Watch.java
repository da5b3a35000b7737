package dev.galley.render.markdown.kramdown;

/**
 * Is told that work goes on, so that it can end work that takes too long.
 *
 * <p>Called for every character or so, by one thread.
 */
@FunctionalInterface
public interface Watch {

  /**
   * Some work is done.
   *
   * @throws RuntimeException to end the work
   */
  void tick();
}
