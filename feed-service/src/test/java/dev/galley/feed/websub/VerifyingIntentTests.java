package dev.galley.feed.websub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.http.Answer;
import dev.galley.feed.http.Challenge;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.websub.Subscription.Asked;
import dev.galley.feed.websub.Subscription.Mode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VerifyingIntentTests {

  private static final String TOPIC = "https://site.example/feed.xml";
  private static final Answer SILENT = new Answer.Failed(0, "did not answer within 15 s", "", null);

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final List<String> called = new ArrayList<>();
  private final List<Duration> limits = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-29T08:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private Subscriptions subscriptions;

  @BeforeEach
  void start() {
    subscriptions = new Subscriptions(database.get());
  }

  @Test
  void asksOthersWhileCallbacksAtOneHostHang() {
    for (int i = 0; i < 20; i++) {
      ask("https://hangs.example/" + i);
    }
    ask("https://reader.example/");

    hanging().verify();

    assertThat(called).hasSize(21).containsOnlyOnce("reader.example/");
    assertThat(called.indexOf("reader.example/")).isLessThanOrEqualTo(12);
    assertThat(limits).containsOnly(Duration.ofSeconds(5));
  }

  @Test
  void asksWhoIsNewAtAHostBeforeThoseThatDidNotAnswer() {
    for (int i = 0; i < 20; i++) {
      ask("https://hangs.example/" + i);
    }
    hanging().verify();
    called.clear();
    limits.clear();
    now = now.plus(Duration.ofMinutes(1));
    ask("https://hangs.example/new");

    hanging().verify();

    assertThat(called).hasSize(21).containsOnlyOnce("hangs.example/new");
    assertThat(called.indexOf("hangs.example/new")).isLessThanOrEqualTo(2);
    // Who is asked again has all the time that a call may take.
    assertThat(limits).filteredOn(limit -> limit.equals(Duration.ofMinutes(1))).hasSize(20);
  }

  @Test
  void tellsASubscriberThatTheSubscriptionIsDeniedAndForgetsIt() {
    String id = inForce("https://reader.example/push?a=1");

    subscriptions.deny(id, "The site has ended the subscription", now);

    assertThat(subscriptions.to(List.of(TOPIC), now, null, 10)).isEmpty();
    assertThat(subscriptions.countTo(List.of(TOPIC), now)).isZero();

    answering(new Answer.Failed(404, "answered 404", "", null)).verify();

    assertThat(called)
        .containsExactly(
            "https://reader.example/push?a=1&hub.mode=denied"
                + "&hub.topic=https%3A%2F%2Fsite.example%2Ffeed.xml"
                + "&hub.reason=The+site+has+ended+the+subscription");
    assertThat(subscriptions.count()).isZero();
  }

  @Test
  void tellsOfADenialThreeTimesWhereNobodyAnswersAndNeverPutsItInForce() {
    String id = inForce("https://reader.example/");
    subscriptions.deny(id, "It failed", now);

    for (int i = 0; i < 5; i++) {
      answering(SILENT).verify();
      now = now.plus(Duration.ofMinutes(1));
    }

    assertThat(called).hasSize(3);
    assertThat(subscriptions.count()).isZero();

    subscriptions.deny(inForce("https://reader.example/"), "It failed", now);
    answering(new Answer.Accepted(200, "")).verify();

    assertThat(subscriptions.count()).isZero();
  }

  @Test
  void takesADeniedSubscriberAgainThatAsks() {
    String id = inForce("https://reader.example/");
    subscriptions.deny(id, "It failed", now);
    ask("https://reader.example/");

    answering(new Answer.Accepted(200, "")).verify();

    assertThat(called).singleElement().asString().contains("hub.mode=subscribe");
    assertThat(subscriptions.find(id)).map(one -> one.isInForce(now)).isEqualTo(Optional.of(true));
  }

  @Test
  void letsNobodyAskForADenial() {
    assertThat(Mode.of("denied")).isEmpty();
  }

  private String inForce(String callback) {
    Asked asked = ask(callback);
    String id = Subscription.id(TOPIC, URI.create(callback));
    subscriptions.confirm(id, asked, now);
    return id;
  }

  private Asked ask(String callback) {
    Asked asked = new Asked(Mode.SUBSCRIBE, 600, null, "challenge", now, 0, null);
    subscriptions.ask(TOPIC, URI.create(callback), asked);
    return asked;
  }

  /** Nobody answers, and while one callback is called, another thread looks what there is to do. */
  private VerifyingIntent hanging() {
    List<VerifyingIntent> threads = new ArrayList<>();
    threads.add(
        verifying(
            (url, expected, limit) -> {
              called.add(url.getHost() + url.getPath());
              limits.add(limit);
              threads.get(0).verify();
              return SILENT;
            }));
    return threads.get(0);
  }

  private VerifyingIntent answering(Answer answer) {
    return verifying(
        (url, expected, limit) -> {
          called.add(url.toString());
          return answer;
        });
  }

  private VerifyingIntent verifying(Challenge challenge) {
    return new VerifyingIntent(
        subscriptions, challenge, new TargetPolicy(false, List.of()), task -> {}, clock);
  }
}
