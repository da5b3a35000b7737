package dev.galley.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.Sha256;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StoreTests extends ObjectStoreContract {

  private Place place;
  @AutoClose private ObjectStore store;

  @BeforeEach
  void open() {
    place = S3Server.shared().place(S3Server.ONE);
    store = place.open();
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Override
  void tamper(String sha256, byte[] bytes) {
    S3Server.overwrite(place, sha256, bytes);
  }

  @Test
  void copiesWithinAServer() throws IOException {
    byte[] content = random(50_000);
    String sha256 = put(content);

    try (ObjectStore other = S3Server.shared().place(S3Server.TWO).open()) {
      assertThat(other.copyFrom(store, sha256)).isTrue();
      assertThat(other.open(sha256, 0)).hasBinaryContent(content);
    }
  }

  @Test
  void leavesNoCopyOfWhatWasTamperedWith() throws IOException {
    String sha256 = put(random(50_000));
    tamper(sha256, random(49_999));

    try (ObjectStore other = S3Server.shared().place(S3Server.TWO).open()) {
      assertThatThrownBy(() -> other.copyFrom(store, sha256)).isInstanceOf(WrongBytes.class);
      assertThat(other.find(sha256)).isEmpty();
    }
  }

  @Test
  void copiesNothingThatIsNotThere() throws IOException {
    try (ObjectStore other = S3Server.shared().place(S3Server.TWO).open()) {
      assertThatThrownBy(() -> other.copyFrom(store, Sha256.hex("never")))
          .isInstanceOf(NoSuchObject.class);
    }
  }

  @Test
  void copiesNothingFromAFolder(@TempDir Path folder) throws IOException {
    assertThat(store.copyFrom(new FolderStore(folder), Sha256.hex("any"))).isFalse();
  }

  @Test
  void readsAForeignBucket() throws IOException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String key = place.prefix() + "/file " + i + ".png";
      keys.add(key);
      S3Server.put(place, key, random(i));
    }

    try (Bucket bucket = new Bucket(place)) {
      String prefix = place.prefix() + "/";
      assertThat(bucket.keys(prefix, null, 3)).isEqualTo(keys.subList(0, 3));
      assertThat(bucket.keys(prefix, keys.get(2), 3)).isEqualTo(keys.subList(3, 5));
      assertThat(bucket.keys(prefix, keys.get(4), 3)).isEmpty();
      assertThat(bucket.open(keys.get(4))).hasBinaryContent(random(4));
      assertThatThrownBy(() -> bucket.open(prefix + "none")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void listsNoForeignObjects() throws IOException {
    String sha256 = put(random(100));
    S3Server.put(place, place.prefix() + "/sha256/ab/readme.txt", random(5));
    S3Server.put(place, place.prefix() + "/sha256/zz/" + Sha256.hex("elsewhere"), random(5));
    S3Server.put(place, place.prefix() + "x/" + ObjectKey.of(Sha256.hex("other")), random(5));

    assertThat(store.list(null, 10)).containsExactly(new ObjectInfo(sha256, 100));
  }

  @Test
  void saysThatAServerIsAwayAndNoSecret() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    Place away =
        new Place(null, "b", null, "http://127.0.0.1:" + port, null, "the-key", "the-secret", null);
    Path file = Files.writeString(files.resolve("some"), "some");

    try (ObjectStore gone = away.open()) {
      assertThat(away.toString() + gone).contains("127.0.0.1").doesNotContain("the-");
      assertThatThrownBy(() -> gone.put(Sha256.hex("some"), file))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NoSuchObject.class)
          .hasMessageNotContainingAny("the-key", "the-secret");
    }
  }

  @Test
  void saysThatABucketIsMissing() {
    Place missing =
        new Place(
            null,
            "never-made",
            null,
            S3Server.shared().endpoint(),
            null,
            place.accessKey(),
            place.secretKey(),
            null);

    try (ObjectStore gone = missing.open()) {
      assertThatThrownBy(() -> gone.list(null, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("never-made")
          .hasMessageContaining("NoSuchBucket");
      assertThatThrownBy(() -> gone.open(Sha256.hex("some"), 0))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NoSuchObject.class);
    }
  }
}
