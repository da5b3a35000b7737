package dev.galley.feed.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.galley.event.ReviewAnswered;
import dev.galley.event.ReviewDecided;
import dev.galley.event.ReviewEvent;
import dev.galley.event.ReviewEvent.About;
import dev.galley.event.ReviewOpened;
import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.Answer;
import dev.galley.event.ReviewRound.Kind;
import dev.galley.event.ReviewRound.Person;
import dev.galley.event.ReviewRound.State;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcements;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.MailFixtures;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.mail.ReadMail;
import dev.galley.stream.codec.EventIds;
import dev.galley.stream.consuming.Received;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.client.RestClient;

class ReviewMailsTests {

  private static final Instant NOW = Instant.parse("2017-11-03T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final Person CHRIS = new Person("p1", "Chris");
  private static final List<Person> ASKED =
      List.of(new Person("p3", "Ben <b>"), new Person("p2", "James"));

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final Written announcements = new Written();
  private final MailFixtures.Sink mailer = new MailFixtures.Sink();
  private final Map<String, MailAddress> book =
      Map.of(
          "p1", new MailAddress("chris@example.org"),
          "p2", new MailAddress("james@example.org"));
  private AnnouncingRounds rounds;
  private ReviewChannel channel;

  /** What is to be told, and when. */
  private static final class Written implements Announcements {

    private final Map<String, Announcement> all = new LinkedHashMap<>();
    private final Map<String, Instant> due = new LinkedHashMap<>();

    @Override
    public void write(List<Announcement> announcements) {
      announcements.forEach(one -> writeFor(one, NOW));
    }

    @Override
    public void writeFor(Announcement announcement, Instant at) {
      all.putIfAbsent(announcement.id(), announcement);
      due.putIfAbsent(announcement.id(), at);
    }

    @Override
    public Optional<Announcement> find(String id) {
      return Optional.ofNullable(all.get(id));
    }

    @Override
    public List<Announcement> between(Instant from, Instant to, int limit) {
      return List.of();
    }
  }

  @BeforeEach
  void start() {
    rounds = new AnnouncingRounds(database.get(), announcements, CLOCK);
    channel =
        new ReviewChannel(
            rounds,
            person -> Optional.ofNullable(book.get(person)),
            new ComposingReviewMails(MailFixtures.bodies(), MailFixtures.SITE, AMSTERDAM),
            MailFixtures.writing(CLOCK),
            mailer);
  }

  private static ReviewRound round(State state, Answer... answers) {
    return new ReviewRound(
        "0191f4a1-11aa-7d3e-8f21-3c6a9be01b01",
        3,
        CHRIS,
        ASKED,
        NOW,
        NOW.plus(Duration.ofDays(7)),
        2,
        true,
        List.of(answers),
        state,
        null,
        null);
  }

  private static ReviewEvent opened() {
    return new ReviewOpened(
        EventIds.next(), NOW, "post-1", 4, About.POST, "Week 459", round(State.OPEN));
  }

  private static ReviewEvent decided(State state, Answer... answers) {
    return new ReviewDecided(
        EventIds.next(), NOW, "post-1", 9, About.POST, "Week 459", round(state, answers));
  }

  private void on(ReviewEvent... events) {
    rounds.on(Stream.of(events).map(Received::of).toList());
  }

  private Announcement announced(String notice) {
    return announcements.all.values().stream()
        .filter(one -> one.id().contains(notice))
        .findFirst()
        .orElseThrow();
  }

  private static Delivery delivery(Announcement announcement, Recipient to) {
    return new Delivery(
        Delivery.id(announcement.id(), "review", to.id()),
        1,
        "1",
        announcement.id(),
        "review",
        to.id(),
        to.label(),
        NOW,
        Delivery.State.WAITING,
        0,
        false,
        NOW,
        null,
        List.of());
  }

  private List<String> recipients(String notice) {
    return channel.recipients(announced(notice), null, 10).stream().map(Recipient::id).toList();
  }

  private Outcome attempt(String notice, String person) {
    Announcement announcement = announced(notice);
    return channel.attempt(announcement, delivery(announcement, new Recipient(person, "x")));
  }

  @Test
  void asksEveryParticipantOnceWhateverIsDeliveredTwice() {
    ReviewEvent opened = opened();

    on(opened, opened);
    on(opened);

    assertThat(announcements.all).hasSize(2);
    assertThat(recipients("OPENED")).containsExactly("p2", "p3");
    assertThat(channel.recipients(announced("OPENED"), "p2", 10))
        .extracting(Recipient::id)
        .containsExactly("p3");
    assertThat(attempt("OPENED", "p2")).isInstanceOf(Outcome.Delivered.class);
    ReadMail mail = ReadMail.of(mailer.mails.get(0).content());
    assertThat(mail.header("To")).containsExactly("james@example.org");
    assertThat(mail.text())
        .contains("Chris asks for your consent")
        .contains("published by itself")
        .contains("Friday 10 November 2017, 11:00 (Europe/Amsterdam)")
        .contains("/editor/posts/post-1#review");
  }

  @Test
  void remindsADayBeforeTheDeadlineWhoHasNotAnswered() {
    on(opened());
    assertThat(announcements.due.get(announced("REMINDER").id()))
        .isEqualTo(NOW.plus(Duration.ofDays(6)));

    on(
        new ReviewAnswered(
            EventIds.next(),
            NOW,
            "post-1",
            5,
            About.POST,
            "Week 459",
            round(State.OPEN, new Answer("p2", Kind.CONSENT, null, NOW))));
    // Late news of what was before changes nothing.
    on(opened());

    assertThat(recipients("REMINDER")).containsExactly("p3");
    on(decided(State.VOID));
    assertThat(recipients("REMINDER")).isEmpty();
    assertThat(recipients("OPENED")).isEmpty();
  }

  @Test
  void tellsTheResultWithWhatWasSaid() {
    on(
        opened(),
        decided(
            State.REFUSED,
            new Answer("p3", Kind.OBJECTION, "Not <script>like</script> this", NOW)));

    assertThat(recipients("DECIDED")).containsExactly("p1", "p2", "p3");
    assertThat(attempt("DECIDED", "p1")).isInstanceOf(Outcome.Delivered.class);
    ReadMail mail = ReadMail.of(mailer.mails.get(0).content());
    assertThat(mail.text())
        .contains("over an objection")
        .contains("Ben <b>: objects. Not <script>like</script> this")
        .contains("James: no answer");
    assertThat(mail.html()).doesNotContain("<script>");
  }

  @Test
  void writesToNobodyWithoutAnAddressAndWaitsWhileNobodyKnows() {
    on(opened());

    assertThat(attempt("OPENED", "p3")).isEqualTo(new Outcome.Rejected("has no e-mail address"));
    mailer.answer = new Result.Unclear("gone");
    assertThat(attempt("OPENED", "p2")).isInstanceOf(Outcome.Unclear.class);
    ReviewChannel blind =
        new ReviewChannel(
            rounds,
            person -> {
              throw new PeopleAddresses.Unavailable("away", null);
            },
            new ComposingReviewMails(MailFixtures.bodies(), MailFixtures.SITE, AMSTERDAM),
            MailFixtures.writing(CLOCK),
            mailer);
    Announcement opened = announced("OPENED");
    assertThat(blind.attempt(opened, delivery(opened, new Recipient("p2", "x"))))
        .isInstanceOf(Outcome.Postponed.class);
    assertThat(channel.repeatable()).isFalse();
  }

  @Test
  void saysNothingOfADeletedPostButThatItIsGone() {
    on(opened());
    on(
        new ReviewDecided(
            EventIds.next(), NOW, "post-1", 9, About.POST, null, round(State.WITHDRAWN)));

    assertThat(attempt("OPENED", "p2")).isInstanceOf(Outcome.Skipped.class);
    assertThat(attempt("DECIDED", "p2")).isInstanceOf(Outcome.Delivered.class);
    assertThat(ReadMail.of(mailer.mails.get(0).content()).text()).doesNotContain("Week 459");
  }

  @Test
  void asksPostServiceForAddressesWithItsToken() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/api/people/",
        exchange -> {
          boolean right =
              "Bearer glly_x".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          boolean known = exchange.getRequestURI().getPath().endsWith("/p2");
          byte[] body =
              "{\"id\":\"p2\",\"email\":\"james@example.org\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(right ? known ? 200 : 404 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      RestClient client = RestClient.create("http://127.0.0.1:" + server.getAddress().getPort());
      PeopleAddresses addresses =
          new PeopleAddresses(client, new ReviewMailProperties("glly_x", null));

      assertThat(addresses.of("p2")).contains(new MailAddress("james@example.org"));
      assertThat(addresses.of("p9")).isEmpty();
      assertThatThrownBy(
              () ->
                  new PeopleAddresses(client, new ReviewMailProperties("glly_wrong", null))
                      .of("p2"))
          .isInstanceOf(PeopleAddresses.Unavailable.class)
          .hasMessageNotContaining("glly");
      assertThatThrownBy(
              () -> new PeopleAddresses(client, new ReviewMailProperties(" ", null)).of("p2"))
          .isInstanceOf(PeopleAddresses.Unavailable.class);
    } finally {
      server.stop(0);
    }
  }
}
