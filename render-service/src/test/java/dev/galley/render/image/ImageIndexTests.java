package dev.galley.render.image;

import static dev.galley.render.image.ImageFixtures.STORED;
import static dev.galley.render.image.ImageFixtures.asset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.AssetRemoved;
import dev.galley.render.image.ImageFixtures.Asset;
import dev.galley.render.image.ImageIndex.Gone;
import dev.galley.render.image.ImageIndex.Moved;
import dev.galley.render.image.ImageIndex.Present;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImageIndexTests {

  private final ImageIndex index = new ImageIndex();

  @Test
  void leadsEarlierNamesToThePresentOneAtOnce() {
    Asset picture = asset("images/a.jpg");

    index.put(picture.event());
    index.put(picture.revision(2).named("images/b.jpg", "images/a.jpg").event());
    index.put(picture.revision(3).named("images/c.jpg", "images/b.jpg", "images/a.jpg").event());

    assertThat(index.find("images/c.jpg").orElseThrow()).isInstanceOf(Present.class);
    for (String earlier : List.of("images/a.jpg", "images/b.jpg")) {
      assertThat(((Moved) index.find(earlier).orElseThrow()).asset().names().get(0))
          .isEqualTo("images/c.jpg");
    }
  }

  @Test
  void ignoresWhatIsNotNewer() {
    Asset picture = asset("images/a.jpg");
    index.put(picture.revision(2).named("images/b.jpg").event());

    index.put(picture.event());

    assertThat(index.find("images/a.jpg")).isEmpty();
    assertThat(index.find("images/b.jpg")).isPresent();
  }

  @Test
  void remembersWhatIsGoneUntilItComesBackOrItsNameIsFree() {
    Asset picture = asset("images/a.jpg");
    index.put(picture.event());

    index.put(removed(2, List.of("images/a.jpg")));
    Gone gone = (Gone) index.find("images/a.jpg").orElseThrow();
    assertThat(index.changedAt("images/a.jpg")).contains(gone.asset().occurredAt());
    index.put(picture.revision(3).event());
    assertThat(index.find("images/a.jpg").orElseThrow()).isInstanceOf(Present.class);
    index.put(removed(4, List.of()));
    assertThat(index.find("images/a.jpg")).isEmpty();
  }

  private static AssetRemoved removed(long revision, List<String> names) {
    return new AssetRemoved(
        new UUID(2, revision), STORED.plusSeconds(revision), "images/a.jpg", revision, names, true);
  }

  @Test
  void givesANameToWhoTookItInWhateverOrderTheRecordsCome() {
    Asset before = asset("images/a.jpg");
    Asset after =
        new Asset(
            "other", 1, List.of("images/a.jpg"), "image/png", new byte[] {2}, null, null, false);

    index.put(after.event());
    index.put(before.event());
    index.put(before.revision(2).named("images/b.jpg").event());

    assertThat(((Present) index.find("images/a.jpg").orElseThrow()).asset().id())
        .isEqualTo("other");
  }
}
