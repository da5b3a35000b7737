package dev.galley.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.post.snip.Corpus;
import dev.galley.post.transfer.Zips;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Import and export as a client meets them: with tokens, limits and the real store. */
class TransferIntegrationTests {

  private static final int MEGABYTE = 1024 * 1024;

  @TempDir private static Path folder;

  @AutoClose private static RunningService service;

  @BeforeAll
  static void start() {
    service = new RunningService("--galley.assets=" + folder);
  }

  @Test
  void givesTheWholeSiteBackByteForByte() throws Exception {
    Map<String, byte[]> site = new TreeMap<>();
    Corpus.snips().forEach((path, bytes) -> site.put("snips/" + path, bytes));
    Corpus.images().forEach((path, bytes) -> site.put("images/" + path, bytes));
    byte[] zip = Zips.of(site);

    JsonNode first = RunningService.json(bring(zip));
    JsonNode second = RunningService.json(bring(zip));
    HttpResponse<byte[]> export =
        service
            .client()
            .send(service.request("/api/export").GET().build(), BodyHandlers.ofByteArray());

    assertThat(first.at("/totals/created").asInt()).isEqualTo(260);
    assertThat(first.at("/totals/published").asInt()).isEqualTo(257);
    assertThat(first.at("/assets/stored").asInt()).isEqualTo(51);
    assertThat(second.at("/totals/unchanged").asInt()).isEqualTo(260);
    assertThat(second.at("/assets/unchanged").asInt()).isEqualTo(51);
    assertThat(Corpus.differences(site, Zips.unpacked(export.body()))).isEmpty();
    assertThat(RunningService.json(service.get("/api/assets?limit=200")).at("/items")).hasSize(51);
    JsonNode post = RunningService.json(service.get("/api/posts?slug=week-459")).at("/items/0");
    assertThat(post.at("/state").asString()).isEqualTo("PUBLISHED");
    assertThat(post.at("/revision").asLong()).isEqualTo(1);
  }

  @Test
  void doesNothingWithoutAToken() throws Exception {
    HttpRequest.Builder anonymous =
        HttpRequest.newBuilder(service.uri("/api/import"))
            .header("Content-Type", "application/zip")
            .POST(BodyPublishers.ofByteArray(Zips.ofTexts("uninvited.snip.markdown", "A")));

    assertThat(service.send(anonymous).statusCode()).isEqualTo(401);
    assertThat(service.send(HttpRequest.newBuilder(service.uri("/api/export")).GET()).statusCode())
        .isEqualTo(401);
    assertThat(RunningService.json(service.get("/api/posts?slug=uninvited")).at("/items"))
        .isEmpty();
  }

  @Test
  void takesNoMoreThanFiftyMegabytes() {
    byte[] tooMuch = new byte[50 * MEGABYTE + 1];

    assertProblem(bring(BodyPublishers.ofByteArray(tooMuch)), 413, "body-too-large");
    // Without a declared length.
    assertProblem(
        bring(BodyPublishers.ofInputStream(() -> stream(tooMuch))), 413, "body-too-large");
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    HttpResponse<String> notZip = bring("no zip".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> notAFile =
        service.send(
            service
                .request("/api/import")
                .setHeader("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x")));
    HttpResponse<String> notABoolean =
        service.send(
            service
                .request("/api/import?publish=maybe")
                .setHeader("Content-Type", "application/zip")
                .POST(BodyPublishers.ofString("x")));

    assertProblem(notZip, 422, "archive-refused");
    assertThat(notAFile.statusCode()).isEqualTo(415);
    assertThat(notABoolean.statusCode()).isEqualTo(400);
  }

  @Test
  void asksWhetherAnImportRunsBeforeItTakesTheArchive() throws Exception {
    try (Socket first = beginImport("application/zip")) {
      awaitThatOneRuns();
      for (String type : List.of("application/zip", "multipart/form-data; boundary=b")) {
        try (Socket second = beginImport(type)) {
          second.setSoTimeout(5_000);
          assertThat(new String(second.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
              .as(type)
              .isEqualTo("HTTP/1.1 429");
        }
      }
      // Its archive ends here, and is none.
      first.shutdownOutput();
      first.getInputStream().readAllBytes();
    }
  }

  private static void awaitThatOneRuns() {
    await().until(() -> bring("no zip".getBytes(StandardCharsets.UTF_8)).statusCode() == 429);
  }

  /** An archive that goes on, a part of it. */
  private static Socket beginImport(String type) throws IOException {
    Socket socket = new Socket("127.0.0.1", service.uri("/").getPort());
    String head =
        "POST /api/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 9999\r\n\r\n."
            .formatted(RunningService.TOKEN, type);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void assertProblem(HttpResponse<String> response, int status, String name) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(RunningService.json(response).at("/type").asString()).isEqualTo("/problems/" + name);
  }

  private static HttpResponse<String> bring(byte[] zip) {
    return bring(BodyPublishers.ofByteArray(zip));
  }

  private static HttpResponse<String> bring(BodyPublisher body) {
    return service.send(
        service
            .request("/api/import?publish=true")
            .setHeader("Content-Type", "application/zip")
            .POST(body));
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
