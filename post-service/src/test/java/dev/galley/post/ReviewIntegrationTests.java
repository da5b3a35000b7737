package dev.galley.post;

import static com.mongodb.client.model.Filters.eq;
import static dev.galley.post.RunningService.etag;
import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Several people decide by consent, over HTTP. */
class ReviewIntegrationTests {

  @AutoClose private static RunningService service;

  /** Asks for consent; an author. */
  private static Participant chris;

  private static Participant james;
  private static Participant ben;
  private static Participant lowis;

  /** An author whom nobody asks. */
  private static Participant emma;

  private static Participant machine;

  private record Participant(String id, String token) {

    static Participant invited(String name, String role) {
      String id =
          json(service.post(
                  "/api/people", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role)))
              .get("id")
              .asString();
      String link =
          json(service.post("/api/people/" + id + "/sign-in-link", "")).get("url").asString();
      HttpRequest.Builder wish =
          HttpRequest.newBuilder(service.uri("/api/people/me/tokens"))
              .header("Cookie", service.follow(link).orElseThrow())
              .header("X-Galley-Editor", "1")
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"name\":\"Laptop of %s\",\"role\":\"%s\"}".formatted(name, role)));
      return new Participant(id, json(service.send(wish)).get("token").asString());
    }

    HttpResponse<String> send(String method, String path, String body, String ifMatch) {
      HttpRequest.Builder request =
          service
              .request(path)
              .setHeader("Authorization", "Bearer " + token)
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      return service.send(ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch));
    }

    JsonNode read(String path) {
      return json(send("GET", path, "", ""));
    }

    /** Answers the round that stands now at an address. */
    HttpResponse<String> answer(String path, String kind, String words) {
      return answer(path, read(path).at("/round/id").asString(), kind, words);
    }

    HttpResponse<String> answer(String path, String round, String kind, String words) {
      return send(
          "PUT",
          path + "/answer",
          "{\"round\":\"%s\",\"kind\":\"%s\",\"words\":\"%s\"}".formatted(round, kind, words),
          "");
    }
  }

  @BeforeAll
  static void start() {
    service =
        new RunningService(
            "--galley.review.kinds=minutes",
            "--galley.review.proposals=true",
            "--galley.checks.required=no-summary");
    chris = Participant.invited("Chris", "author");
    james = Participant.invited("James", "author");
    ben = Participant.invited("Ben", "author");
    lowis = Participant.invited("Lowis", "editor");
    emma = Participant.invited("Emma", "author");
    machine = new Participant("", RunningService.TOKEN);
  }

  /** The address of a new post of Chris's. */
  private static String draft(String summary) {
    HttpResponse<String> created =
        chris.send(
            "POST",
            "/api/posts",
            "{\"title\":\"Minutes %s\",\"body\":\"We met.\",\"kind\":\"minutes\",\"summary\":\"%s\"}"
                .formatted(UUID.randomUUID(), summary),
            "");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return "/api/posts/" + json(created).get("id").asString();
  }

  /** The address of the review of a post on which Chris has opened a round. */
  private static String proposed(String post, boolean publishes) {
    HttpResponse<String> opened = chris.send("POST", post + "/review", round(publishes), tag(post));
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    return post + "/review";
  }

  private static String round(boolean publishes) {
    return "{\"participants\":%s,\"publishes\":%s}".formatted(asked(), publishes);
  }

  private static String asked() {
    return Stream.of(james, ben, lowis)
        .map(person -> "\"" + person.id() + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String tag(String post) {
    return etag(chris.send("GET", post, "", ""));
  }

  private static String state(String path) {
    return chris.read(path).at("/round/state").asString();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("type").asString()).endsWith("/problems/" + type);
  }

  /** What the deadline asks for is to be done now. */
  private static void passDeadline(String collection, String field, String path, JsonNode round) {
    MongoCollection<Document> documents = service.store().database().getCollection(collection);
    var found = eq("_id", path.split("/")[3]);
    String text = documents.find(found).first().getEmbedded(keys(field + "text"), String.class);
    Instant past = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS);
    String earlier = text.replace(round.get("deadline").asString(), past.toString());
    assertThat(earlier).isNotEqualTo(text);
    documents.updateOne(
        found,
        new Document(
            "$set", new Document(field + "text", earlier).append(field + "due", Date.from(past))));
  }

  private static List<String> keys(String path) {
    return List.of(path.split("\\."));
  }

  private static void awaitState(String path, String state) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(state(path)).isEqualTo(state));
  }

  @Test
  void publishesByConsentAndNoOtherWay() {
    String post = draft("Short");
    String publish = post + "/publish";
    assertRefused(chris.send("POST", publish, "", tag(post)), 409, "consent-missing");
    assertRefused(
        chris.send("POST", publish, "{\"withoutConsent\":true}", tag(post)), 403, "not-yours");
    assertRefused(
        chris.send(
            "POST",
            post + "/schedule",
            "{\"at\":\"2999-01-01T10:00\",\"withoutConsent\":true}",
            tag(post)),
        403,
        "not-yours");
    assertRefused(
        chris.send("POST", post + "/schedule", "{\"at\":\"2030-12-06T17:00\"}", tag(post)),
        409,
        "consent-missing");

    String review = proposed(post, false);

    assertThat(chris.read(review).get("needed").asBoolean()).isTrue();
    assertThat(chris.read(review).at("/round/quorum").asInt()).isEqualTo(2);
    assertThat(posts(ben, "AWAITED")).contains(post);
    assertThat(posts(emma, "AWAITED")).doesNotContain(post);
    james.answer(review, "consent", "");
    ben.answer(review, "stand-aside", "");
    lowis.answer(review, "objection", "Names are missing");
    HttpResponse<String> objected = chris.send("POST", publish, "", tag(post));
    assertRefused(objected, 409, "consent-missing");
    assertThat(json(objected).get("detail").asString()).contains("objects");
    assertThat(state(review)).isEqualTo("open");
    assertThat(json(lowis.answer(review, "consent", "")).at("/round/state").asString())
        .isEqualTo("consented");
    assertThat(chris.read(post).get("live").isNull()).isTrue();

    HttpResponse<String> published = chris.send("POST", publish, "", tag(post));

    assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
    assertThat(state(review)).isEqualTo("published");
    assertThat(chris.read(review).get("debt").isNull()).isTrue();
    assertThat(posts(chris, "OPEN")).doesNotContain(post);
    assertRefused(ben.answer(review, "objection", "Too late"), 409, "review-state");
  }

  private static List<String> posts(Participant who, String filter) {
    return StreamSupport.stream(
            who.read("/api/posts?review=" + filter).get("items").spliterator(), false)
        .map(post -> "/api/posts/" + post.get("id").asString())
        .toList();
  }

  @Test
  void opensARoundOnceAndOnTheRevisionThatWasSeen() {
    String post = draft("Short");
    String review = post + "/review";
    String seen = tag(post);
    chris.send("PUT", post, "{\"title\":\"Edited\",\"kind\":\"minutes\"}", seen);

    assertThat(chris.send("POST", review, round(false), "").statusCode()).isEqualTo(428);
    assertRefused(chris.send("POST", review, round(false), seen), 412, "stale-revision");
    assertRefused(machine.send("POST", review, round(false), tag(post)), 403, "not-yours");
    for (String wish :
        List.of(
            "{\"participants\":[]}",
            "{\"participants\":[null]}",
            "{\"participants\":[\"nobody\"]}",
            "{\"participants\":[\"" + chris.id() + "\"]}",
            "{\"participants\":" + asked() + ",\"quorum\":4}",
            "{\"participants\":" + asked() + ",\"deadline\":\"2020-01-01T00:00:00Z\"}",
            "{\"participants\":" + asked() + ",\"deadline\":\"2999-01-01T00:00:00Z\"}")) {
      assertThat(chris.send("POST", review, wish, tag(post)).statusCode()).as(wish).isEqualTo(422);
    }
    assertThat(chris.read(review).get("round").isNull()).isTrue();

    proposed(post, false);

    assertRefused(chris.send("POST", review, round(false), tag(post)), 409, "review-state");
    String blog = draft("Short");
    chris.send("PUT", blog, "{\"title\":\"Blog\",\"kind\":\"blog\"}", tag(blog));
    assertRefused(
        chris.send("POST", blog + "/review", round(false), tag(blog)), 409, "review-state");
  }

  @Test
  void takesAnswersFromThoseWhoAreAskedForThemselvesAlone() {
    String review = proposed(draft("Short"), false);
    String round = chris.read(review).at("/round/id").asString();

    for (Participant stranger : List.of(chris, emma, machine)) {
      assertRefused(stranger.answer(review, "consent", ""), 403, "not-yours");
    }
    HttpResponse<String> forged =
        james.send(
            "PUT",
            review + "/answer",
            "{\"round\":\"%s\",\"kind\":\"consent\",\"person\":\"%s\"}".formatted(round, ben.id()),
            "");
    assertThat(forged.statusCode()).as(forged.body()).isEqualTo(400);
    assertThat(james.answer(review, round, "maybe", "").statusCode()).isEqualTo(400);
    assertThat(james.answer(review, round, "concern", "x".repeat(2_001)).statusCode())
        .isEqualTo(422);
    assertRefused(james.answer(review, round, "objection", " "), 409, "review-state");
    assertRefused(
        james.answer(review, UUID.randomUUID().toString(), "consent", ""), 409, "review-state");
    assertThat(james.send("PUT", "/api/posts/none/review/answer", "{}", "").statusCode())
        .isEqualTo(422);
    assertThat(james.answer("/api/posts/none/review", round, "consent", "").statusCode())
        .isEqualTo(404);
    assertThat(chris.read(review).at("/round/answers")).isEmpty();

    james.answer(review, "concern", "Is it <b>long</b>?");
    james.answer(review, "none", "");
    james.answer(review, "consent", "");

    assertThat(chris.read(review).at("/round/answers"))
        .allSatisfy(answer -> assertThat(answer.get("person").asString()).isEqualTo(james.id()))
        .extracting(answer -> answer.get("kind").asString())
        .containsExactly("concern", "none", "consent");
  }

  @Test
  void integratesAnObjectionByAnEditAndPublishesTheNextRoundByItself() {
    String post = draft("Short");
    String review = proposed(post, true);
    String first = chris.read(review).at("/round/id").asString();
    james.answer(review, "consent", "");
    lowis.answer(review, "consent", "");
    ben.answer(review, "objection", "Say when");

    HttpResponse<String> edited =
        chris.send(
            "PUT",
            post,
            "{\"title\":\"When\",\"body\":\"On Friday.\",\"kind\":\"minutes\",\"summary\":\"S\"}",
            tag(post));

    assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
    assertThat(state(review)).isEqualTo("void");
    assertRefused(ben.answer(review, "consent", ""), 409, "review-state");
    assertRefused(chris.send("POST", post + "/publish", "", tag(post)), 409, "consent-missing");
    proposed(post, true);
    assertThat(chris.read(review).at("/round/replaces").asString()).isEqualTo(first);
    assertThat(chris.read(review).at("/earlier/0/answers/2/words").asString())
        .isEqualTo("Say when");
    assertRefused(ben.answer(review, first, "consent", ""), 409, "review-state");
    Stream.of(james, ben, lowis).forEach(person -> person.answer(review, "consent", ""));
    awaitState(review, "published");
    assertThat(chris.read(post).get("live").isNull()).isFalse();
    assertThat(chris.read(post + "/revisions").get("items"))
        .filteredOn(step -> step.get("action").asString().equalsIgnoreCase("published"))
        .singleElement()
        .satisfies(step -> assertThat(step.get("byId").asString()).isEqualTo(chris.id()));
  }

  @Test
  void saysWhyWhatIsConsentedToCannotBePublishedByItself() {
    String post = draft("");
    String review = proposed(post, true);
    james.answer(review, "consent", "");
    ben.answer(review, "consent", "");

    HttpResponse<String> last = lowis.answer(review, "consent", "");

    assertThat(last.statusCode()).as(last.body()).isEqualTo(200);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(chris.read(review).get("problem").asString())
                    .contains("has to be mended first"));
    assertThat(state(review)).isEqualTo("consented");
    assertThat(chris.read(post).get("live").isNull()).isTrue();
  }

  @Test
  void owesAReviewThatSomebodyElsePays() {
    String post = draft("Short");
    String debt = post + "/review/debt";

    HttpResponse<String> published =
        lowis.send("POST", post + "/publish", "{\"withoutConsent\":true}", tag(post));

    assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
    assertThat(chris.read(post + "/review").at("/debt/name").asString()).isEqualTo("Lowis");
    assertThat(posts(chris, "DEBT")).contains(post);
    assertRefused(lowis.send("DELETE", debt, "", tag(post)), 403, "not-yours");
    assertRefused(machine.send("DELETE", debt, "", tag(post)), 403, "not-yours");
    assertThat(emma.send("DELETE", debt, "", "").statusCode()).isEqualTo(428);
    assertRefused(emma.send("DELETE", debt, "", "\"1\""), 412, "stale-revision");
    HttpResponse<String> paid = emma.send("DELETE", debt, "", tag(post));
    assertThat(paid.statusCode()).as(paid.body()).isEqualTo(200);
    assertThat(json(paid).get("debt").isNull()).isTrue();
    assertThat(posts(chris, "DEBT")).doesNotContain(post);
    // What was so stays said.
    assertThat(chris.read(post + "/deliveries").at("/items/0/withoutConsent").asBoolean()).isTrue();
    assertRefused(emma.send("DELETE", debt, "", tag(post)), 409, "review-state");
    assertThat(machine.read("/api/audit").get("items"))
        .anySatisfy(
            entry -> {
              assertThat(entry.get("action").asString()).isEqualTo("published-without-consent");
              assertThat(entry.at("/by/name").asString()).isEqualTo("Lowis");
            })
        .anySatisfy(
            entry -> {
              assertThat(entry.get("action").asString()).isEqualTo("debt-reviewed");
              assertThat(entry.at("/by/person").asString()).isEqualTo(emma.id());
            });
  }

  @Test
  void decidesWhenTheDeadlineHasPassed() {
    String agreed = draft("Short");
    String refused = proposed(draft("Short"), true);
    proposed(agreed, true);
    james.answer(agreed + "/review", "consent", "");
    ben.answer(agreed + "/review", "concern", "Rather long");
    james.answer(refused, "consent", "");
    ben.answer(refused, "consent", "");
    lowis.answer(refused, "objection", "No");

    passDeadline("posts", "review.", agreed, chris.read(agreed + "/review").get("round"));
    passDeadline("posts", "review.", refused, chris.read(refused).get("round"));

    awaitState(agreed + "/review", "published");
    awaitState(refused, "refused");
    assertRefused(lowis.answer(refused, "consent", ""), 409, "review-state");
  }

  @Test
  void isWithdrawnByWhoAskedOrAnEditor() {
    String post = draft("Short");
    String review = proposed(post, false);

    assertRefused(ben.send("DELETE", review, "", tag(post)), 403, "not-yours");
    assertRefused(chris.send("DELETE", review, "", "\"1\""), 412, "stale-revision");
    assertThat(chris.send("DELETE", review, "", tag(post)).statusCode()).isEqualTo(200);
    assertThat(state(review)).isEqualTo("withdrawn");
    assertRefused(chris.send("DELETE", review, "", tag(post)), 409, "review-state");
    proposed(post, false);
    assertThat(lowis.send("DELETE", review, "", tag(post)).statusCode()).isEqualTo(200);
  }

  private static String asks(String question) {
    HttpResponse<String> made = chris.send("POST", "/api/proposals", wish(question), "");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return made.headers().firstValue("Location").orElseThrow();
  }

  private static String wish(String question) {
    return "{\"question\":\"%s\",\"text\":\"Since Go Free Range.\",\"participants\":%s}"
        .formatted(question, asked());
  }

  @Test
  void decidesProposalsByTheSameRules() {
    String proposal = asks("Do we meet on Mondays?");
    String late = asks("Do we meet at all?");

    assertRefused(emma.answer(proposal, "consent", ""), 403, "not-yours");
    assertRefused(machine.answer(proposal, "consent", ""), 403, "not-yours");
    assertRefused(
        james.answer(proposal, UUID.randomUUID().toString(), "consent", ""), 409, "review-state");
    james.answer(proposal, "consent", "");
    ben.answer(proposal, "objection", "I work in Bath then");
    lowis.answer(proposal, "consent", "");
    assertThat(state(proposal)).isEqualTo("open");
    assertThat(json(ben.answer(proposal, "consent", "")).at("/round/state").asString())
        .isEqualTo("consented");
    assertThat(ids("consented")).contains(proposal).doesNotContain(late);
    passDeadline("proposals", "", late, chris.read(late).get("round"));
    awaitState(late, "refused");
    assertThat(chris.read(late).get("answerable").asBoolean()).isFalse();
    assertThat(chris.read(proposal).get("answerable").asBoolean()).isTrue();
    assertRefused(james.answer(late, "consent", ""), 409, "review-state");
  }

  private static List<String> ids(String state) {
    return StreamSupport.stream(
            chris.read("/api/proposals?state=" + state).get("items").spliterator(), false)
        .map(each -> "/api/proposals/" + each.get("id").asString())
        .toList();
  }

  @Test
  void listsProposalsPageByPageAndHasThemWithdrawn() {
    String first = asks("One?");
    String second = asks("Two?");

    JsonNode page = chris.read("/api/proposals?limit=1");
    assertThat(second).endsWith(page.at("/items/0/id").asString());
    JsonNode next = chris.read("/api/proposals?limit=1&cursor=" + page.get("next").asString());
    assertThat(first).endsWith(next.at("/items/0/id").asString());

    assertRefused(ben.send("DELETE", first, "", ""), 403, "not-yours");
    assertThat(chris.send("DELETE", first, "", "").statusCode()).isEqualTo(200);
    assertThat(lowis.send("DELETE", second, "", "").statusCode()).isEqualTo(200);
    assertThat(state(first)).isEqualTo("withdrawn");
    assertRefused(ben.answer(second, "consent", ""), 409, "review-state");
    assertThat(chris.read(first).get("question").asString()).isEqualTo("One?");
  }

  @Test
  void refusesWhatIsNoProposal() {
    assertRefused(machine.send("POST", "/api/proposals", wish("May I?"), ""), 403, "not-yours");
    for (String wrong : List.of("{}", wish(" "), wish("a\\nb"), wish("x".repeat(301)))) {
      assertThat(chris.send("POST", "/api/proposals", wrong, "").statusCode())
          .as(wrong)
          .isEqualTo(422);
    }
    assertRefused(ben.send("GET", "/api/proposals/none", "", ""), 404, "proposal-not-found");
    HttpResponse<String> maybe = chris.send("GET", "/api/proposals?state=maybe", "", "");
    assertRefused(maybe, 400, "invalid-parameter");
    assertThat(maybe.body()).contains("one of open, consented, refused");
  }
}
