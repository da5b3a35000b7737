package dev.galley.feed.access;

import java.util.Locale;

/** What a token lets its holder do here. */
enum Access {
  NONE,
  READ,
  CHANGE;

  /** By the role that post-service names; a role that this release does not know may read. */
  static Access of(String role) {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "owner", "editor" -> CHANGE;
      case "" -> NONE;
      default -> READ;
    };
  }
}
