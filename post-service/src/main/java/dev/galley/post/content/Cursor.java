package dev.galley.post.content;

import dev.galley.web.problem.CursorInvalid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A place in the list of posts that stays right when posts are added or changed.
 *
 * @param updatedAt of the last post on the page, or the time of its schedule where that is the
 *     order; to the millisecond
 * @param id of the last post on the page
 */
public record Cursor(Instant updatedAt, String id) {

  /** As clients carry it; they must not look inside. */
  public String encoded() {
    String text = updatedAt.toEpochMilli() + "/" + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #encoded()} wrote.
   *
   * @throws CursorInvalid when it is anything else
   */
  public static Cursor decode(String encoded) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
      int slash = text.indexOf('/');
      if (slash < 0) {
        throw new CursorInvalid();
      }
      return new Cursor(
          Instant.ofEpochMilli(Long.parseLong(text.substring(0, slash))),
          text.substring(slash + 1));
    } catch (IllegalArgumentException e) {
      throw new CursorInvalid();
    }
  }
}
