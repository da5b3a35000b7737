package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Engine;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What the programs of a site leave out, as far as reading them tells.
 *
 * @param ignored the files that say it for Eleventy, which asks git's as well
 */
record Programs(List<GitIgnored> ignored, EleventyProgram eleventy, AstroProgram astro) {

  static final Programs NONE = new Programs(List.of(), EleventyProgram.of(""), AstroProgram.NONE);

  static Programs in(
      Engine engine, String root, Collection<String> paths, Function<String, byte[]> files) {
    return switch (engine) {
      case ELEVENTY ->
          new Programs(
              GitIgnored.in(root, paths, files),
              EleventyProgram.in(root, paths, files),
              AstroProgram.NONE);
      case ASTRO ->
          new Programs(List.of(), EleventyProgram.of(""), AstroProgram.in(root, paths, files));
      default -> NONE;
    };
  }
}
