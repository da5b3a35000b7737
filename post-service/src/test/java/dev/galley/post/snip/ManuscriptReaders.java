package dev.galley.post.snip;

import java.time.Instant;

/** Reads files on one certain day. */
final class ManuscriptReaders {

  static final Instant TODAY = Instant.parse("2026-11-28T12:00:00Z");

  private ManuscriptReaders() {}

  static ReadManuscript read(SnipPath path, byte[] bytes) {
    return ManuscriptReader.read(path, bytes, TODAY, Clocks.UTC);
  }
}
