package dev.galley.object;

import java.io.IOException;

/** A store works and has no such object. */
public final class NoSuchObject extends IOException {

  private static final long serialVersionUID = 1L;

  NoSuchObject(String sha256) {
    super("There is no object " + sha256);
  }
}
