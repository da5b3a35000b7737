package dev.galley.feed.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Announcement.Type;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form that a chat takes a message in: one line with a link, and what the post is about. What
 * an author wrote calls nobody and formats nothing.
 */
enum ChatForm {
  /** {@code <address|text>} is a link, and three characters are escaped. */
  SLACK {
    @Override
    String text(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    String link(String title, URI url) {
      return "<" + url + "|" + text(title) + ">";
    }
  },

  /** Slack's form with Markdown in it. */
  MATTERMOST {
    @Override
    String text(String text) {
      // An invisible character keeps @all from calling all.
      return markdown(text).replace("@", "@\u200b");
    }
  },

  /** Markdown. */
  DISCORD {
    @Override
    Map<String, Object> body(String message) {
      return Map.of("content", message, "allowed_mentions", Map.of("parse", List.of()));
    }
  },

  /** As bridges of Matrix take it (matrix-hookshot, maubot). */
  MATRIX,

  /**
   * A status of an account. That a post has left is not told: the status stays, and leads there.
   */
  MASTODON {
    @Override
    boolean hasAccount() {
      return true;
    }

    @Override
    URI endpoint(URI address) {
      return address.resolve("/api/v1/statuses");
    }

    @Override
    boolean carries(Type type) {
      return type == Type.PUBLICATION;
    }

    @Override
    Map<String, Object> body(Announcement announcement, String site) {
      Content content = announcement.content();
      return Map.of("status", content == null ? "A test from " + site : Status.of(content));
    }
  };

  private static final int MAX_CHARS = 300;

  /** As it is written in a request. */
  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it takes more than an address to write there. */
  boolean hasAccount() {
    return false;
  }

  /**
   * What is called.
   *
   * @param address as it was given
   */
  URI endpoint(URI address) {
    return address;
  }

  /** New posts and major changes, and that a post left. */
  boolean carries(Type type) {
    return type == Type.PUBLICATION || type == Type.UNPUBLICATION;
  }

  String text(String text) {
    return markdown(text);
  }

  String link(String title, URI url) {
    return "[" + text(title) + "](" + url + ")";
  }

  Map<String, Object> body(String message) {
    return Map.of("text", message);
  }

  /** The body of the call. */
  Map<String, Object> body(Announcement announcement, String site) {
    Content content = announcement.content();
    if (content == null) {
      return body(text("A test from " + site));
    }
    String link = link(cut(content.title()), content.url());
    return switch (announcement.type()) {
      case UNPUBLICATION -> body("No longer there: " + link);
      default -> body(link + about(content.summary(), content.excerpt()));
    };
  }

  private String about(@Nullable String summary, @Nullable String excerpt) {
    String about = summary == null ? excerpt : summary;
    return about == null || about.isBlank() ? "" : "\n" + text(cut(about));
  }

  /** CommonMark 2.4: a backslash takes the meaning of punctuation. */
  private static String markdown(String text) {
    return text.replaceAll("[\\\\`*_\\[\\](){}#+.!|~<>-]", "\\\\$0");
  }

  private static String cut(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.length() <= MAX_CHARS) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return line.substring(0, end) + "…";
  }
}
