package dev.galley.feed.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of calling an endpoint once. */
public sealed interface Answer {

  /** For people: what the endpoint said or why it could not be reached. */
  String summary();

  /** The HTTP status; 0 when there was no answer. */
  default int status() {
    return 0;
  }

  /** The beginning of the answer's body; empty when there was none. */
  default String excerpt() {
    return "";
  }

  /** Without what the endpoint said, where it repeats what nobody else is to read. */
  default Answer withoutExcerpt() {
    return this;
  }

  /** The endpoint took the message: a status of 2xx. */
  record Accepted(int status, String excerpt) implements Answer {
    @Override
    public Answer withoutExcerpt() {
      return new Accepted(status, "");
    }

    @Override
    public String summary() {
      return "answered " + status;
    }
  }

  /** The endpoint wants nothing any more: 410. */
  record Gone(String excerpt) implements Answer {
    @Override
    public Answer withoutExcerpt() {
      return new Gone("");
    }

    @Override
    public String summary() {
      return "answered 410 Gone, so it is not called again";
    }

    @Override
    public int status() {
      return 410;
    }
  }

  /**
   * The endpoint refused, failed or could not be reached; worth another try.
   *
   * @param retryAfter how long it asked to be left alone; absent when it did not
   */
  record Failed(int status, String summary, String excerpt, @Nullable Duration retryAfter)
      implements Answer {
    @Override
    public Answer withoutExcerpt() {
      return new Failed(status, summary, "", retryAfter);
    }
  }

  /** The message was sent, at least in part, and no answer came: perhaps it was taken. */
  record Lost(String summary) implements Answer {}

  /** The address must not be called. Another try would end the same way. */
  record Forbidden(String summary) implements Answer {}
}
