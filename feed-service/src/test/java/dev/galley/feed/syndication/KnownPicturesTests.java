package dev.galley.feed.syndication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.AssetRemoved;
import dev.galley.event.AssetStored;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownPicturesTests {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private final KnownPictures pictures = new KnownPictures(FeedFixtures.SITE);

  @Test
  void knowsAPictureByEachOfItsNames() {
    pictures.learn(stored("a", 0, 2048, "images/über uns.png", "images/old.png"));

    URI address = URI.create("https://gofreerange.com/images/%C3%BCber%20uns.png");
    assertThat(pictures.at(address))
        .isEqualTo(new Picture(address, "image/png", 2048L, 640L, 480L));
    assertThat(bytes("/images/old.png")).isEqualTo(2048);
  }

  @Test
  void knowsNeitherOtherSitesNorOtherSizesNorWhatIsNoPicture() {
    pictures.learn(stored("a", 0, 2048, "images/a.png"));
    pictures.learn(
        new AssetStored(
            UUID.randomUUID(),
            NOON,
            "b",
            1,
            List.of("files/b.pdf"),
            "0".repeat(64),
            "application/pdf",
            10,
            null,
            null,
            null,
            false,
            false));

    assertThat(pictures.at(URI.create("https://example.org/images/a.png")).bytes()).isNull();
    assertThat(bytes("/images/a.png?w=640")).isNull();
    assertThat(bytes("/files/b.pdf")).isNull();
  }

  @Test
  void aNameIsWhoseHadItLastWhateverTheOrder() {
    pictures.learn(stored("taker", 2, 22, "images/a.png"));
    pictures.learn(stored("giver", 1, 11, "images/a.png"));
    assertThat(bytes("/images/a.png")).isEqualTo(22);

    pictures.learn(removed("giver", 1));
    assertThat(bytes("/images/a.png")).isEqualTo(22);
    pictures.learn(removed("taker", 3));
    assertThat(bytes("/images/a.png")).isNull();
  }

  @Test
  void whatIsLearntMakesFeedsAnew() {
    long before = pictures.version();
    pictures.learn(stored("a", 0, 2048, "images/a.png"));
    assertThat(pictures.version()).isGreaterThan(before);
  }

  private Long bytes(String path) {
    return pictures.at(FeedFixtures.SITE.at(path)).bytes();
  }

  private static AssetStored stored(String id, int minute, long bytes, String... names) {
    return new AssetStored(
        UUID.randomUUID(),
        NOON.plusSeconds(60L * minute),
        id,
        1,
        List.of(names),
        "0".repeat(64),
        "image/png",
        bytes,
        640L,
        480L,
        null,
        false,
        false);
  }

  private static AssetRemoved removed(String id, int minute) {
    return new AssetRemoved(
        UUID.randomUUID(), NOON.plusSeconds(60L * minute), id, 2, List.of("images/a.png"), false);
  }
}
