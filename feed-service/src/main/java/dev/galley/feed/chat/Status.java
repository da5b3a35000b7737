package dev.galley.feed.chat;

import dev.galley.event.Update;
import dev.galley.feed.announcement.Announcement.Content;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A status for Mastodon: the title, what it is about or what has changed, and the address. What is
 * too long is cut, but never the address.
 */
final class Status {

  /** What every server takes. */
  private static final int MAX_CHARS = 500;

  /** A link counts as so many, however long it is. */
  private static final int LINK_CHARS = 23;

  private static final String BREAK = "\n\n";
  private static final String CUT = "…";

  /** What is not divided: a link, or what a person takes for one character. */
  private static final Pattern PIECE = Pattern.compile("https?://\\S+|\\X");

  private Status() {}

  static String of(Content content) {
    int room = MAX_CHARS - LINK_CHARS - BREAK.length();
    String title = cut(plain(content.title()), room);
    int left = room - length(title) - BREAK.length();
    String about = plain(about(content));
    boolean fits = !about.isEmpty() && left > CUT.length();
    return title + (fits ? BREAK + cut(about, left) : "") + BREAK + content.url();
  }

  private static @Nullable String about(Content content) {
    if (content.update() == Update.MAJOR && content.changeNote() != null) {
      return content.changeNote();
    }
    return content.summary() == null ? content.excerpt() : content.summary();
  }

  /** In one line; an invisible character keeps it from mentioning anybody. */
  private static String plain(@Nullable String text) {
    return text == null
        ? ""
        : text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip().replace("@", "@\u200b");
  }

  private static int length(String text) {
    return PIECE.matcher(text).results().mapToInt(piece -> counted(piece.group())).sum();
  }

  /** What only looks like a link is counted as it is. */
  private static int counted(String piece) {
    return piece.startsWith("http") ? Math.max(LINK_CHARS, piece.length()) : 1;
  }

  private static String cut(String text, int room) {
    if (length(text) <= room) {
      return text;
    }
    int length = CUT.length();
    int end = 0;
    Matcher piece = PIECE.matcher(text);
    while (piece.find() && length + counted(piece.group()) <= room) {
      length += counted(piece.group());
      end = piece.end();
    }
    return text.substring(0, end).stripTrailing() + CUT;
  }
}
