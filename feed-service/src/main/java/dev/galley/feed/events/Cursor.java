package dev.galley.feed.events;

import dev.galley.web.problem.CursorInvalid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in the stream of events: for each partition of the topic the offset of the next event. To
 * clients it is a word without meaning.
 *
 * @param offsets by partition; a partition that is missing is read from its beginning
 */
record Cursor(List<Long> offsets) {

  static final Cursor START = new Cursor(List.of());

  private static final int MAX_CHARS = 4096;
  private static final Pattern FORM = Pattern.compile("1(?:\\.\\d{1,18}){0,1000}");

  Cursor {
    offsets = List.copyOf(offsets);
  }

  /**
   * Reads back what {@link #encode} wrote.
   *
   * @throws CursorInvalid when nobody here wrote it
   */
  static Cursor decode(String written) {
    if (written.length() > MAX_CHARS) {
      throw new CursorInvalid();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(written), StandardCharsets.US_ASCII);
      if (!FORM.matcher(text).matches()) {
        throw new CursorInvalid();
      }
      List<Long> offsets = new ArrayList<>();
      String[] parts = text.split("\\.");
      for (int partition = 1; partition < parts.length; partition++) {
        offsets.add(Long.parseLong(parts[partition]));
      }
      return new Cursor(offsets);
    } catch (IllegalArgumentException e) {
      throw new CursorInvalid();
    }
  }

  String encode() {
    StringBuilder text = new StringBuilder("1");
    offsets.forEach(offset -> text.append('.').append(offset));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  long offset(int partition) {
    return partition < offsets.size() ? offsets.get(partition) : 0;
  }

  /** The place after an event. */
  Cursor with(int partition, long next) {
    List<Long> moved = new ArrayList<>(offsets);
    while (moved.size() <= partition) {
      moved.add(0L);
    }
    moved.set(partition, next);
    return new Cursor(moved);
  }
}
