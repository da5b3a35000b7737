package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.object.ObjectInfo;
import dev.galley.object.ObjectStore;
import dev.galley.object.Place;
import dev.galley.object.S3Server;
import dev.galley.web.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Replicates what was in a bucket before anybody thought of a second one, while Galley is killed
 * with SIGKILL, and finds and mends what became of the second bucket. As large as you like: {@code
 * -Dgalley.replication.objects=10000 -Dgalley.replication.kills=5 -Dgalley.replication.servers=2}.
 */
class ReplicationIntegrationTests {

  private static final int OBJECTS = Integer.getInteger("galley.replication.objects", 400);
  private static final int KILLS = Integer.getInteger("galley.replication.kills", 1);
  private static final int SERVERS = Integer.getInteger("galley.replication.servers", 1);
  private static final int DAMAGES = Math.min(20, OBJECTS / 20);

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @TempDir Path folder;

  @Test
  void bringsEverythingToTheSecondStoreAndMendsIt() throws IOException {
    S3Server server = S3Server.shared();
    try (S3Server other = SERVERS == 1 ? null : S3Server.second(folder.resolve("other"));
        Stored first = new Stored(server.place(S3Server.ONE));
        Stored second = new Stored((other == null ? server : other).place(S3Server.TWO))) {
      List<String> objects = IntStream.range(0, OBJECTS).mapToObj(first::put).sorted().toList();
      Map<String, String> stores = new HashMap<>(first.variables("FIRST"));
      stores.putAll(second.variables("SECOND"));
      Path data = folder.resolve("data");

      for (int kill = 1; kill <= KILLS; kill++) {
        long behind = (long) OBJECTS * (kill - 1) / (KILLS + 1);
        try (ChildGalley galley = ChildGalley.start(data, stores)) {
          String job = start(galley.api(), "replicate", false);
          await()
              .atMost(PATIENCE)
              .pollInterval(Duration.ofMillis(20))
              .until(() -> galley.api().read("/api/jobs/" + job).get("done").asLong() > behind);
          galley.kill();
        }
      }
      System.out.printf("%d objects before the last start%n", second.objects().size());
      try (ChildGalley galley = ChildGalley.start(data, stores)) {
        Api api = galley.api();
        assertThat(run(api, "replicate", false).get("done").asLong()).isEqualTo(OBJECTS);
        assertThat(second.objects()).isEqualTo(objects);
        assertThat(run(api, "verify", false).get("counts").toString())
            .isEqualTo("{\"same\":%d}".formatted(OBJECTS));
        assertThat(api.read("/api/replication").get("waiting").asLong()).isZero();

        for (String sha256 : objects.subList(0, DAMAGES)) {
          second.tamper(sha256);
        }
        for (String sha256 : objects.subList(OBJECTS - DAMAGES, OBJECTS)) {
          second.store.delete(sha256);
        }
        assertThat(run(api, "verify", true).get("counts").toString())
            .isEqualTo(
                "{\"different-repaired\":%1$d,\"missing-repaired\":%1$d,\"same\":%2$d}"
                    .formatted(DAMAGES, OBJECTS - 2 * DAMAGES));
        assertThat(run(api, "verify", false).get("counts").toString())
            .isEqualTo("{\"same\":%d}".formatted(OBJECTS));
      }
    }
  }

  private static String start(Api api, String kind, boolean repair) {
    Map<String, Object> job = Map.of("kind", kind, "repair", repair);
    return api.change("POST", "/api/jobs", job, 0).get("id").asString();
  }

  /** Also one that a killed process has begun. */
  private static JsonNode run(Api api, String kind, boolean repair) {
    long begin = System.nanoTime();
    String job = "/api/jobs/" + start(api, kind, repair);
    JsonNode ended =
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> api.read(job), now -> !now.get("state").asString().equals("RUNNING"));
    System.out.printf(
        "%s%s: %d objects, %s, %.1f s%n",
        kind,
        repair ? " --repair" : "",
        ended.get("done").asLong(),
        ended.get("counts"),
        (System.nanoTime() - begin) / 1e9);
    assertThat(ended.get("state").asString()).isEqualTo("DONE");
    return ended;
  }

  /** A store, and what a test does with it. */
  private final class Stored implements AutoCloseable {

    private final Place place;
    private final ObjectStore store;

    Stored(Place place) {
      this.place = place;
      this.store = place.open();
    }

    String put(int number) {
      String text = ("object " + number + "\n").repeat(1 + number % 2_000);
      try {
        Path file = Files.writeString(folder.resolve("content"), text);
        String sha256 = Sha256.hex(text);
        store.put(sha256, file);
        return sha256;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** As many bytes as before. */
    void tamper(String sha256) throws IOException {
      long bytes = store.find(sha256).map(ObjectInfo::bytes).orElseThrow();
      String text = "x".repeat(Math.toIntExact(bytes));
      S3Server.overwrite(place, sha256, text.getBytes(StandardCharsets.UTF_8));
    }

    List<String> objects() throws IOException {
      return store.list(null, Integer.MAX_VALUE).stream().map(ObjectInfo::sha256).toList();
    }

    Map<String, String> variables(String which) {
      String name = "GALLEY_OBJECTS_" + which + "_";
      return Map.of(
          name + "BUCKET", Optional.ofNullable(place.bucket()).orElseThrow(),
          name + "PREFIX", Optional.ofNullable(place.prefix()).orElseThrow(),
          name + "ENDPOINT", Optional.ofNullable(place.endpoint()).orElseThrow(),
          name + "ACCESS_KEY", Optional.ofNullable(place.accessKey()).orElseThrow(),
          name + "SECRET_KEY", Optional.ofNullable(place.secretKey()).orElseThrow());
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
