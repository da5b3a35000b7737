package dev.galley.feed.subscriber;

import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.MailFixtures;
import dev.galley.web.SignedLinks;
import java.time.Instant;
import java.util.List;

/** What tests of other packages need of subscribers. */
public final class SubscriberFixtures {

  private SubscriberFixtures() {}

  public static Links links(SignedLinks signed) {
    return new Links(signed, MailFixtures.SITE);
  }

  /** Adds an active one. */
  public static void add(
      Subscribers subscribers, MailAddress address, Selection choice, Pace pace, Instant since) {
    subscribers.add(List.of(new Consent(address, null, null)), choice, pace, "test", since);
  }

  public static void choose(
      Subscribers subscribers, String id, Selection choice, Pace pace, Instant at) {
    subscribers.choose(id, choice, pace, at);
  }
}
