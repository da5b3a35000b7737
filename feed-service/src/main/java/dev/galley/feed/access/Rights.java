package dev.galley.feed.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** What the sender of a request may do. */
public final class Rights {

  private Rights() {}

  /**
   * Whether somebody may change what needs a token, and so may see all of it.
   *
   * @param sender null for nobody
   */
  public static boolean mayChange(@Nullable Authentication sender) {
    return sender != null
        && sender.getAuthorities().stream()
            .anyMatch(granted -> PostServiceTokens.CHANGE.equals(granted.getAuthority()));
  }
}
