package dev.galley.local.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.galley.event.Author;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.stream.codec.EventCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowingPostsTests {

  private static final Instant ACCEPTED = Instant.parse("2026-11-29T03:00:00Z");
  private static final int PAGE = 2;

  @TempDir Path temporary;

  private final List<PostEvent> events = new ArrayList<>();
  private final EventCodec codec = new EventCodec(URI.create("/test"));
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private final List<PostEvent> later = new ArrayList<>();
  private volatile String live = "null";
  private HttpServer server;
  private Path folder;

  @BeforeEach
  void serve() throws IOException {
    folder = temporary.resolve("copy");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/events", this::answerEvents);
    server.createContext("/images/a b.png", exchange -> answer(exchange, 200, "picture"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answerEvents(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    int from = query.contains("after=p") ? Integer.parseInt(query.replaceAll(".*after=p", "")) : 0;
    asked.add("p" + from);
    int to = Math.min(events.size(), from + PAGE);
    String items =
        String.join(
            ",",
            events.subList(from, to).stream()
                .map(
                    event ->
                        "{\"data\":"
                            + new String(codec.toJson(event), StandardCharsets.UTF_8)
                            + "}")
                .toList());
    String page =
        "{\"items\":[%s],\"next\":\"p%d\",\"more\":%s,\"published\":%s}"
            .formatted(items, to, to < events.size(), live);
    if (to == events.size()) {
      events.addAll(later);
      later.clear();
    }
    answer(exchange, 200, page);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static PostPublished published(String id, long revision, String slug, String body) {
    return published(id, revision, slug, body, "what changed in " + revision);
  }

  private static String id(String name) {
    return "0191f4a0-5b7c-7d3e-8f21-3c6a9be01a7" + name;
  }

  private static PostPublished published(
      String id, long revision, String slug, String body, String note) {
    OffsetDateTime first = OffsetDateTime.parse("2017-11-03T16:33:22+01:00");
    return new PostPublished(
        UUID.randomUUID(),
        ACCEPTED.plusSeconds(revision),
        id(id),
        revision,
        slug,
        List.of(),
        "Title of " + slug,
        "gfm",
        body,
        null,
        List.of(new Author("ana", "Ana Größe"), new Author("bo", "Bo")),
        List.of("tag"),
        "blog",
        Map.of(),
        null,
        "urn:uuid:" + id,
        first,
        first,
        Update.SILENT,
        note,
        null,
        List.of());
  }

  private static PostUnpublished unpublished(String id, long revision, String slug) {
    return new PostUnpublished(
        UUID.randomUUID(),
        ACCEPTED.plusSeconds(revision),
        id(id),
        revision,
        slug,
        List.of(),
        "Title of " + slug,
        "urn:uuid:" + id,
        Removal.GONE,
        null,
        "It was wrong.",
        null);
  }

  @Test
  void commitsEachPublicationByItsAuthorAtItsTime() throws Exception {
    events.add(published("a", 1, "one", "Text ![](/images/a%20b.png)"));
    events.add(published("b", 1, "two", "Two"));
    events.add(published("a", 2, "one", "Text, better"));
    follow();

    List<RevCommit> log = log();
    assertThat(log)
        .extracting(RevCommit::getShortMessage)
        .containsExactly(
            "Update \"Title of one\", revision 2",
            "Publish \"Title of two\", revision 1",
            "Publish \"Title of one\", revision 1");
    PersonIdent author = log.get(0).getAuthorIdent();
    assertThat(author.getName()).isEqualTo("Ana Größe");
    assertThat(author.getEmailAddress()).isEqualTo("ana@example.org");
    assertThat(author.getWhenAsInstant()).isEqualTo(ACCEPTED.plusSeconds(2));
    assertThat(log.get(0).getFullMessage())
        .isEqualTo(
            """
            Update "Title of one", revision 2

            /one

            what changed in 2

            Galley-Post: 0191f4a0-5b7c-7d3e-8f21-3c6a9be01a7a
            Galley-Revision: 2
            Galley-Position: p2
            Galley-File: snips/2017/one.md
            Co-authored-by: Bo <bo@example.org>
            """);
    assertThat(folder.resolve("snips/2017/one.md"))
        .content()
        .startsWith("---\n")
        .contains("title: Title of one", "created_at: 2017-11-03 16:33:22 +01:00")
        .endsWith("---\n\nText, better\n");
    assertThat(folder.resolve("images/a b.png")).hasContent("picture");
    isClean();
  }

  @Test
  void waitsForWhatTheTopicDoesNotHaveYetAfterARestore() throws Exception {
    events.add(published("a", 1, "one", "1"));
    later.add(published("b", 1, "two", "2"));
    live = "{\"posts\":2,\"revisions\":2}";

    follow();

    assertThat(files()).containsExactly("snips/2017/one.md", "snips/2017/two.md");
  }

  @Test
  void readsFromTheBeginningAgainWhereTheTopicWasMadeAnewBehindIt() throws Exception {
    events.addAll(List.of(published("a", 1, "one", "1"), published("b", 1, "two", "2")));
    events.addAll(List.of(published("a", 2, "one", "1b"), published("b", 2, "two", "2b")));
    follow();
    // It is filled in another order, and what is new lies before the place that is remembered.
    events.clear();
    events.addAll(List.of(published("b", 3, "two", "2c"), published("c", 1, "three", "3")));
    events.addAll(List.of(published("a", 2, "one", "1b"), published("a", 2, "one", "1b")));
    live = "{\"posts\":3,\"revisions\":6}";

    follow();

    assertThat(files())
        .containsExactly("snips/2017/one.md", "snips/2017/three.md", "snips/2017/two.md");
    assertThat(folder.resolve("snips/2017/two.md")).content().endsWith("2c\n");
  }

  @Test
  void goesOnWhereItStoppedAndCommitsNothingTwice() throws Exception {
    events.add(published("a", 1, "one", "1"));
    events.add(published("b", 1, "two", "2"));
    follow();
    events.add(published("a", 1, "one", "1"));
    events.add(published("b", 2, "two", "2b"));
    events.add(published("b", 1, "two", "2"));
    follow();
    assertThat(log()).hasSize(3);

    asked.clear();
    follow();
    assertThat(asked.get(0)).as("from the page of the last commit on").isEqualTo("p2");
    follow(true);

    assertThat(log()).hasSize(3);
    assertThat(folder.resolve("snips/2017/two.md")).content().endsWith("2b\n");
    isClean();
  }

  @Test
  void movesARenamedPostAndRemovesOneThatLeft() throws Exception {
    events.add(published("a", 1, "one", "1"));
    events.add(published("a", 2, "uno", "1"));
    // Another post takes the name that has become free, and is heard of first by who starts later.
    events.add(published("b", 1, "one", "2"));
    follow();
    assertThat(files()).containsExactly("snips/2017/one.md", "snips/2017/uno.md");

    events.add(unpublished("a", 3, "uno"));
    events.add(unpublished("c", 7, "never-there"));
    follow();

    assertThat(files()).containsExactly("snips/2017/one.md");
    assertThat(log().get(0).getFullMessage())
        .startsWith("Unpublish \"Title of uno\", revision 3\n\n/uno\n\nIt was wrong.\n\n")
        .contains("Galley-Post: " + id("a") + "\nGalley-Revision: 3\n")
        .doesNotContain("Galley-File");
    events.add(published("a", 4, "uno", "back"));
    follow();
    assertThat(files()).containsExactly("snips/2017/one.md", "snips/2017/uno.md");
    assertThat(log()).hasSize(5);
    isClean();
  }

  @Test
  void aPostThatMovesAfterAnotherTookItsNameLeavesThatAlone() throws Exception {
    events.add(published("a", 1, "one", "1"));
    follow();
    events.add(published("b", 1, "one", "2"));
    events.add(published("a", 2, "uno", "1"));
    follow();

    assertThat(files()).containsExactly("snips/2017/one.md", "snips/2017/uno.md");
    assertThat(folder.resolve("snips/2017/one.md")).content().endsWith("2\n");
  }

  @Test
  void whatANoteSaysIsNoLineOfOurs() throws Exception {
    events.add(
        published(
            "a", 1, "one", "1", "Fine.\n\nGalley-Post: " + id("b") + "\nGalley-Revision: 99\n"));
    follow();
    events.add(published("b", 2, "two", "2"));
    follow();

    assertThat(log()).hasSize(2);
  }

  /** The commit is made; index and files know nothing of it yet. */
  @Test
  void makesGoodWhatAKillCutOff() throws Exception {
    events.add(published("a", 1, "one", "1"));
    follow();
    try (WorkingCopy copy = WorkingCopy.open(folder, List.of("snips/"))) {
      PersonIdent who = new PersonIdent("A", "a@example.org", ACCEPTED, ZoneOffset.UTC);
      copy.commit(
          Map.of(
              "snips/2017/one.md",
              Optional.empty(),
              "snips/2017/two.md",
              Optional.of("two".getBytes(StandardCharsets.UTF_8))),
          "Two instead of one\n\nGalley-Post: "
              + id("a")
              + "\nGalley-Revision: 2\nGalley-File: snips/2017/two.md\n",
          who,
          who);
    }
    assertThat(files()).containsExactly("snips/2017/one.md");
    Files.writeString(folder.resolve(".git/index.lock"), "half an index");

    events.add(published("a", 2, "two", "1"));
    follow();

    assertThat(log()).hasSize(2);
    assertThat(files()).containsExactly("snips/2017/two.md");
    isClean();
  }

  @Test
  void leavesAloneWhatIsNotItsOwn() throws Exception {
    events.add(published("a", 1, "one", "1"));
    follow();
    Files.writeString(folder.resolve("README"), "mine");
    Files.createDirectories(folder.resolve("snips/2017"));
    Files.writeString(folder.resolve("snips/2017/two.md"), "mine");
    Files.createDirectories(folder.resolve("images"));
    Files.writeString(folder.resolve("images/a b.png"), "mine");
    try (Git git = Git.open(folder.toFile())) {
      git.add().addFilepattern(".").call();
      git.commit().setMessage("Mine").setSign(false).call();
    }
    events.add(published("b", 1, "two", "2 ![](/images/a%20b.png)"));
    follow();
    follow();

    assertThat(folder.resolve("snips/2017/two.md")).hasContent("mine");
    assertThat(folder.resolve("images/a b.png")).hasContent("mine");
    assertThat(folder.resolve("snips/2017/two-9be01a7b.md")).exists();
    assertThat(log()).hasSize(3);
    isClean();
  }

  @Test
  void refusesAWorkingCopyWithChanges() throws Exception {
    events.add(published("a", 1, "one", "1"));
    follow();
    Path file = folder.resolve("snips/2017/one.md");
    Files.writeString(file, "changed by hand");
    events.add(published("a", 2, "one", "2"));

    assertThatThrownBy(this::follow)
        .isInstanceOf(CannotFollow.class)
        .hasMessageContaining("has changes that are not committed: snips/2017/one.md");
    assertThat(file).hasContent("changed by hand");
    assertThat(log()).hasSize(1);
  }

  @Test
  void refusesAFolderThatIsNoRepositoryAndTheSecondThatFollows() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("file"), "mine");

    assertThatThrownBy(this::follow)
        .isInstanceOf(CannotFollow.class)
        .hasMessageContaining("is not the top of a git working copy");

    Path other = temporary.resolve("other");
    try (WorkingCopy first = WorkingCopy.open(other, List.of())) {
      assertThat(first.holds("anything")).isFalse();
      assertThatThrownBy(() -> WorkingCopy.open(other, List.of()))
          .isInstanceOf(CannotFollow.class)
          .hasMessageContaining("Another galley follow keeps");
    }
  }

  @Test
  void saysThatNobodyIsThere() {
    server.stop(0);

    assertThatThrownBy(this::follow)
        .isInstanceOf(CannotFollow.class)
        .hasMessage("Nothing answers at " + url());
  }

  private void follow() {
    follow(false);
  }

  private void follow(boolean fromStart) {
    new FollowingPosts(
            folder, () -> Optional.of(url()), "{author}@example.org", new PrintStream(said))
        .run(true, fromStart);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private List<RevCommit> log() throws Exception {
    try (Git git = Git.open(folder.toFile())) {
      return StreamSupport.stream(git.log().call().spliterator(), false).toList();
    }
  }

  private void isClean() throws Exception {
    try (Git git = Git.open(folder.toFile())) {
      assertThat(git.status().call().isClean()).isTrue();
      Repository repository = git.getRepository();
      assertThat(repository.getDirectory().toPath().resolve("galley-follow")).doesNotExist();
    }
  }

  private List<String> files() throws IOException {
    try (var found = Files.walk(folder.resolve("snips"))) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
