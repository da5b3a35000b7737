package dev.galley.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.galley.local.command.client.GalleyApi;
import dev.galley.local.command.client.SignInLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleyCommandTests {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream formerOut = System.out;
  private final PrintStream formerErr = System.err;
  private HttpServer server;

  @BeforeEach
  void capture() throws IOException {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void release() {
    System.setOut(formerOut);
    System.setErr(formerErr);
    server.stop(0);
  }

  @Test
  void saysThatNothingRuns() {
    assertThat(GalleyCommand.run("status", "--data", folder.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("galley: Galley is not running on " + folder);
  }

  @Test
  void reportsEveryFileAndFailsWhenOneWasRejected() throws Exception {
    answer(
        "/api/import",
        200,
        """
        {"files":[
          {"path":"a.snip","outcome":"created","published":true,"publishedRevision":1,"postId":"p1","warnings":["no title"]},
          {"path":"b.snip","outcome":"rejected","published":false,"reason":"the slug is taken","warnings":[]}],
         "assets":{"stored":1,"replaced":0,"unchanged":0,"rejected":0,"files":[]},
         "totals":{"files":2,"created":1,"updated":0,"unchanged":0,"rejected":1,"published":1,"pages":1,"warnings":1}}
        """);
    answer("/api/deliveries/progress", 200, "{\"waiting\":[],\"failed\":[]}");
    Files.writeString(folder.resolve("a.snip"), "text");

    assertThat(run("import", folder.toString(), "--publish")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            created   a.snip
                      warning: no title
            rejected  b.snip: the slug is taken
            1 of kind page: on no front page, in no archive and in no feed; with kind: blog in its file a post is there
            2 files: 1 created, 0 updated, 0 unchanged, 1 rejected; 1 published now
            images: 1 stored, 0 unchanged, 0 rejected
            live: 1 of 1
            """);
  }

  @Test
  void waitsUntilWhatItPublishedIsLive() throws Exception {
    answer("/api/import", 200, imported());
    answer(
        "/api/deliveries/progress",
        200,
        "{\"waiting\":[\"p1\",\"p2\"],\"failed\":[]}",
        "{\"waiting\":[\"p2\"],\"failed\":[]}",
        "{\"waiting\":[],\"failed\":[\"p2\"]}");
    Files.writeString(folder.resolve("a.snip"), "text");

    assertThat(run("import", folder.toString(), "--publish")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .endsWith(
            """
            live: 0 of 2
            live: 1 of 2
            1 failed; see: galley failures
            """);
  }

  @Test
  void tellsWhatVerifyingFoundAndFailsWhileSomethingIsWrong() throws Exception {
    answer("/api/jobs", 202, job(false, "RUNNING", ""));
    answer(
        "/api/jobs/j1",
        200,
        job(false, "RUNNING", ""),
        job(false, "DONE", "\"different\":1,\"missing-repaired\":2,\"same\":297"));
    answer(
        "/api/jobs/j1/lines",
        200,
        """
        {"items":[{"subject":"ab12","what":"different","detail":"in the bucket two"}],"next":null}
        """);

    assertThat(run("assets", "verify")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            different             ab12  in the bucket two
            verify: 300 objects: 1 different, 2 missing-repaired, 297 same
            """);
  }

  @Test
  void saysHowToSwitchWhenEverythingIsThere() throws Exception {
    answer(
        "/api/jobs", 202, job(false, "DONE", "\"copied\":300"), job(true, "DONE", "\"same\":300"));
    answer("/api/jobs/j1/lines", 200, "{\"items\":[],\"next\":null}");
    answer(
        "/api/replication",
        200,
        "{\"first\":\"folder /a\",\"second\":\"bucket b\",\"objects\":300,\"waiting\":0}");

    assertThat(run("assets", "move")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("The bucket b has everything. To put it in the place of the folder /a:");
  }

  @Test
  void importsForeignFilesAndGoesOnWhereItWas() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("a.png"), "a");
    Files.writeString(files.resolve("b c.png"), "b");
    Path report = folder.resolve("report.tsv");
    Path redirects = folder.resolve("redirects");
    answer(
        "/api/assets/import/images/a.png",
        200,
        "{\"path\":\"images/a.png\",\"outcome\":\"stored\",\"warnings\":[\"an SVG\"]}");
    answer(
        "/api/assets/import/images/b c.png", 422, "{\"title\":\"Not stored\",\"detail\":\"No.\"}");
    String[] command = {
      "assets",
      "import",
      files.toString(),
      "--former",
      "/uploads/",
      "--report",
      report.toString(),
      "--redirects",
      redirects.toString()
    };

    assertThat(run(command)).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyInAnyOrder(
            "stored    images/a.png: an SVG",
            "rejected  images/b c.png: Not stored: No.",
            "2 files: 1 rejected, 1 stored");
    assertThat(redirects).hasContent("/uploads/a.png /images/a.png");
    assertThat(Files.readAllLines(report)).hasSize(2);

    server.removeContext("/api/assets/import/images/b c.png");
    answer("/api/assets/import/images/b c.png", 200, "{\"outcome\":\"stored\",\"warnings\":[]}");
    out.reset();
    assertThat(run(command)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("stored    images/b c.png", "2 files: 1 here, 1 stored");
  }

  @Test
  void goesOnBehindAFileThatTheServerRefuses() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("a.png"), "a");
    Files.writeString(files.resolve("b.png"), "b");
    answer("/api/assets/import/images/a.png", 400, "<html>Bad Request</html>");
    answer("/api/assets/import/images/b.png", 200, "{\"outcome\":\"stored\",\"warnings\":[]}");

    assertThat(run("assets", "import", files.toString())).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyInAnyOrder(
            "rejected  images/a.png: The server answered 400",
            "stored    images/b.png",
            "2 files: 1 rejected, 1 stored");
  }

  @Test
  void sendsNoFileWhoseNameOrOldAddressLeadsElsewhere() throws Exception {
    Files.writeString(folder.resolve("a.png"), "a");
    Path table =
        Files.writeString(
            folder.resolve("assets.csv"),
            """
            file,name,former
            a.png,images/../../posts/p1/publish,
            a.png,images/x;y.png,
            a.png,"images/two
            stored	images/lines.png",
            a.png,images/b.png,uploads/b.png
            a.png,images/c.png,https://old.example/
            a.png,images/d.png,//old.example/d.png /e%20f/
            """);
    Path redirects = folder.resolve("redirects");
    Path report = folder.resolve("report.tsv");
    answer("/api/assets/import/images/d.png", 200, "{\"outcome\":\"stored\",\"warnings\":[]}");

    assertThat(
            run(
                "assets",
                "import",
                table.toString(),
                "--redirects",
                redirects.toString(),
                "--report",
                report.toString()))
        .isEqualTo(1);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyInAnyOrder(
            "rejected  images/../../posts/p1/publish: a name that leaves its folder or has an"
                + " unusable part",
            "rejected  images/x;y.png: a name with % or ;, which its address could not have",
            "rejected  images/two stored images/lines.png: a name with control characters or"
                + " backslashes",
            "rejected  images/b.png: its old address 'uploads/b.png' names nothing on a site",
            "rejected  images/c.png: its old address '/' names nothing on a site",
            "stored    images/d.png",
            "6 files: 5 rejected, 1 stored");
    assertThat(Files.readAllLines(redirects))
        .containsExactly("/d.png /images/d.png", "/e%20f/ /images/d.png");
    assertThat(Files.readAllLines(report)).hasSize(6);
  }

  @Test
  void tellsADryRunFromAnImportInTheReport() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("a.png"), "a");
    Path report = folder.resolve("report.tsv");
    String[] command = {"assets", "import", files.toString(), "--report", report.toString()};
    answer("/api/assets/import/images/a.png", 200, "{\"outcome\":\"stored\",\"warnings\":[]}");

    assertThat(
            run(Stream.concat(Stream.of(command), Stream.of("--dry-run")).toArray(String[]::new)))
        .isZero();
    out.reset();
    assertThat(run(command)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("1 files: 1 stored\n");
    assertThat(Files.readAllLines(report))
        .extracting(line -> line.split("\t")[0])
        .containsExactly("dry run: stored", "stored");
  }

  @Test
  void tellsWhatArrivedBeforeATableCouldNotBeReadOn() throws Exception {
    Files.writeString(folder.resolve("a.png"), "a");
    Path table = Files.writeString(folder.resolve("assets.csv"), "file\na.png\n\"cut");
    answer("/api/assets/import/images/a.png", 200, "{\"outcome\":\"stored\",\"warnings\":[]}");

    assertThat(run("assets", "import", table.toString())).isEqualTo(1);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("stored    images/a.png\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("galley: " + table + " cannot be read: ")
        .endsWith("The rest is not imported.\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 503})
  void endsAnImportThatNoFileIsToBlameFor(int status) throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("a.png"), "a");
    answer("/api/assets/import/images/a.png", status, "{\"title\":\"Not now\"}");

    assertThat(run("assets", "import", files.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("galley: Not now\nThe same command goes on.\n");
  }

  @Test
  void saysWhatIsWrongWithEachField() {
    answer(
        "/api/jobs",
        422,
        """
        {"title":"The request is not valid","detail":"See errors for each field.",
         "errors":[{"field":"kind","message":"needs a second store"}]}
        """);

    assertThat(run("assets", "verify")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "galley: The request is not valid: See errors for each field.\n"
                + "  kind: needs a second store\n");
  }

  private static String job(boolean repair, String state, String counts) {
    return """
        {"id":"j1","kind":"any","repair":%s,"state":"%s","done":300,"total":300,"counts":{%s}}
        """
        .formatted(repair, state, counts);
  }

  @Test
  void saysWhatBecomesOfThePagesWhenGalleyStopsBeforeTheyAreLive() throws Exception {
    answer("/api/import", 200, imported());
    answer("/api/deliveries/progress", 503, "{\"title\":\"Service unavailable\"}");
    Files.writeString(folder.resolve("a.snip"), "text");

    assertThat(run("import", folder.toString(), "--publish")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 published now");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            galley: The files are imported, but nobody can say which of 2 pages are live: Service unavailable
            The pages are made as soon as Galley runs; see: galley status
            """);
  }

  @Test
  void saysHowToGoOnWhenGalleyStopsDuringAnImport() throws Exception {
    server.createContext(
        "/api/import",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.close();
        });
    Files.writeString(folder.resolve("a.snip"), "text");

    assertThat(run("import", folder.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .endsWith("\nWhat is imported stays; the same import again brings the rest\n");
  }

  @Test
  void invitesWithALinkAsLongAsNobodyHasSignedIn() {
    answer("/api/tokens", 200, "{\"items\":[{\"id\":\"local\",\"sessions\":[]}]}");
    answer("/api/sign-in-links", 201, "{\"token\":\"glly_once_x\"}");

    assertThat(
            SignInLink.invitation(
                new GalleyApi("http://127.0.0.1:" + server.getAddress().getPort(), "glly_test")))
        .endsWith("/editor/#token=glly_once_x");
  }

  @Test
  void invitesWithoutALinkWhenNoneCanBeMade() {
    answer("/api/tokens", 503, "{\"title\":\"Service unavailable\"}");

    assertThat(
            SignInLink.invitation(
                new GalleyApi("http://127.0.0.1:" + server.getAddress().getPort(), "glly_test")))
        .isEqualTo(
            "Sign in: ./galley sign-in prints a link; none could be made now: Service unavailable");
  }

  @Test
  void doesNotWaitForPagesWhenToldSo() throws Exception {
    answer("/api/import", 200, imported());
    Files.writeString(folder.resolve("a.snip"), "text");

    assertThat(run("import", folder.toString(), "--publish", "--no-wait")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("live");
  }

  private static String imported() {
    return """
        {"files":[
          {"path":"a","outcome":"created","postId":"p1","publishedRevision":1,"warnings":[]},
          {"path":"b","outcome":"updated","postId":"p2","publishedRevision":4,"warnings":[]},
          {"path":"c","outcome":"unchanged","postId":"p3","published":true,"warnings":[]}],
         "assets":{"files":[]},"totals":{"files":3,"created":1,"updated":1,"unchanged":1,"published":2}}
        """;
  }

  @Test
  void showsTheDetailOfAProblem() throws Exception {
    answer("/api/import", 413, "{\"title\":\"Too large\",\"detail\":\"At most 64 MB\"}");
    Path file = Files.writeString(folder.resolve("a.snip"), "text");

    assertThat(run("publish", file.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("galley: Too large: At most 64 MB\n");
  }

  @Test
  void doesNotExportIntoAFolderThatHoldsSomething() throws Exception {
    Files.writeString(folder.resolve("mine"), "text");

    assertThat(run("export", folder.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is not empty; --force");
  }

  @Test
  void asksForATokenElsewhere() {
    assertThat(GalleyCommand.run("sign-in", "--url", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--url needs --token");
  }

  @Test
  void printsALinkThatSignsIn() {
    answer("/api/sign-in-links", 201, "{\"token\":\"glly_once_x\"}");

    assertThat(run("sign-in")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(url() + "/editor/#token=glly_once_x\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "ftp://example.org", "http:///nowhere", "example.org:8080"})
  void asksForAWebAddress(String url) {
    assertThat(GalleyCommand.run("status", "--url", url, "--token", "glly_x")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("galley: --url must be a web address such as ")
        .endsWith(", not " + url + "\n");
  }

  @Test
  void tellsTheStatusToNobodyWithAWrongToken() {
    answer("/api/tokens/current", 401, "{\"title\":\"A token is required\"}");
    answer("/metrics", 200, "galley_outbox_pending 3.0\n");

    assertThat(run("status")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("galley: A token is required\n");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void doesNotTakeAMissingMeasureForZero() {
    answer("/api/tokens/current", 200, "{}");
    answer("/metrics", 404, "{}");

    assertThat(run("status")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("/metrics answered 404");
  }

  @Test
  void saysWhyAnExportWasRefused() {
    answer("/api/export", 401, "{\"title\":\"A token is required\",\"detail\":\"Send one\"}");

    assertThat(run("export", folder.resolve("new").toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("galley: A token is required: Send one\n");
  }

  @Test
  void saysThatAFolderCannotBeWritten() throws Exception {
    answer("/api/export", 200, "no archive, but the folder comes first");
    Path file = Files.writeString(folder.resolve("file"), "text");

    assertThat(run("export", file.resolve("in").toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("galley: " + file.resolve("in") + " cannot be written: ");
  }

  @Test
  void takesFeedsThatAreStillLoadingForFeedsWithoutThePost() {
    answer("/feed.xml", 503, "{\"title\": \"The feeds are being loaded\"}");

    assertThat(RehearseCommand.isInTheFeed("Rehearsal", new GalleyApi(url(), "glly_test")))
        .isFalse();
  }

  private int run(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--url";
    all[arguments.length + 1] = url();
    all[arguments.length + 2] = "--token";
    all[arguments.length + 3] = "glly_test";
    return GalleyCommand.run(all);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers with one body after the other; the last one stays. */
  private void answer(String path, int status, String... bodies) {
    Iterator<String> next = List.of(bodies).iterator();
    AtomicReference<String> body = new AtomicReference<>("");
    server.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          body.updateAndGet(last -> next.hasNext() ? next.next() : last);
          byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
