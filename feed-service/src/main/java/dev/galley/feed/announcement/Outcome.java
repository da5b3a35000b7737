package dev.galley.feed.announcement;

import dev.galley.feed.http.Answer;
import dev.galley.feed.mail.Mailer.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of telling one recipient once. */
public sealed interface Outcome {

  /**
   * What the other side said.
   *
   * @param status in its protocol; 0 when there was no answer
   * @param summary for people
   * @param excerpt the beginning of what it said
   */
  record Response(int status, String summary, @Nullable String excerpt) {}

  /** What the other side said; absent when nothing is known of it. */
  default @Nullable Response response() {
    return null;
  }

  /** It was told. */
  record Delivered(@Nullable Response response) implements Outcome {
    /** Without anything to say about it. */
    public Delivered() {
      this(null);
    }
  }

  /**
   * It failed, and is tried again on the schedule.
   *
   * @param after not earlier than that; null when the recipient did not ask for it
   * @param reason for people
   */
  record Retry(@Nullable Duration after, String reason, @Nullable Response response)
      implements Outcome {
    /** Without an answer. */
    public Retry(@Nullable Duration after, String reason) {
      this(after, reason, null);
    }
  }

  /**
   * It was not tried now, which counts as no attempt: the recipient, or what leads to it, is left
   * alone for a while.
   *
   * @param after how long
   * @param reason for people
   */
  record Postponed(Duration after, String reason) implements Outcome {}

  /**
   * Another attempt would end the same way.
   *
   * @param reason for people
   */
  record Rejected(String reason, @Nullable Response response) implements Outcome {
    /** Without an answer. */
    public Rejected(String reason) {
      this(reason, null);
    }
  }

  /**
   * There is nothing to tell any more, or nobody to tell it, and that is as somebody wanted it. It
   * is no failure: nobody has to look at it.
   *
   * @param reason for people
   */
  record Skipped(String reason) implements Outcome {}

  /**
   * The recipient wants nothing any more; the channel sees to it that it gets nothing.
   *
   * @param reason for people
   */
  record Gone(String reason, @Nullable Response response) implements Outcome {
    /** Without an answer. */
    public Gone(String reason) {
      this(reason, null);
    }
  }

  /**
   * Perhaps it was told. It is listed as unclear, and not attempted again unless a person wants it.
   *
   * @param reason for people
   */
  record Unclear(String reason) implements Outcome {}

  /**
   * What it means for who was to get the mail, and for nobody else.
   *
   * @param rest how long a server that is away is left alone
   */
  static Outcome of(Result result, Duration rest) {
    if (result instanceof Result.Away away) {
      return new Postponed(rest, away.reason());
    }
    if (result instanceof Result.Later later) {
      return new Retry(null, later.reason());
    }
    if (result instanceof Result.Refused refused) {
      return new Rejected(refused.reason());
    }
    return result instanceof Result.Unclear unclear
        ? new Unclear("perhaps it was taken: " + unclear.reason())
        : new Delivered();
  }

  /** What came of calling an endpoint that knows a message that it has had. */
  static Outcome of(Answer answer) {
    Response response = new Response(answer.status(), answer.summary(), answer.excerpt());
    if (answer instanceof Answer.Accepted) {
      return new Delivered(response);
    }
    if (answer instanceof Answer.Failed failed) {
      return new Retry(failed.retryAfter(), answer.summary(), response);
    }
    if (answer instanceof Answer.Lost) {
      return new Retry(null, answer.summary(), response);
    }
    return answer instanceof Answer.Gone
        ? new Gone(answer.summary(), response)
        : new Rejected(answer.summary(), response);
  }
}
