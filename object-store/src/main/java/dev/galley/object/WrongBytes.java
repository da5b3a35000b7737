package dev.galley.object;

import java.io.IOException;

/**
 * What a store has under a name is not what the name says: it is damaged, or somebody changed it.
 */
public final class WrongBytes extends IOException {

  private static final long serialVersionUID = 1L;

  WrongBytes(String sha256) {
    super("The bytes of object " + sha256 + " are not those that its name says");
  }
}
