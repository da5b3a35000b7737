package dev.galley.post.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.asset.StoredAsset.Outcome;
import dev.galley.post.store.MongoStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetsTests {

  @TempDir private Path folder;

  private final MongoStore store = new MongoStore();
  private Assets assets;

  @BeforeEach
  void open() {
    assets = AssetFixtures.assets(store.database(), folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void keepsContentOnceUnderAllItsPaths() throws IOException {
    byte[] image = Images.png(2, 3);

    StoredAsset first = assets.store("images/blog/a.png", image);
    assets.store("images/b.png", image);

    assertThat(first.outcome()).isEqualTo(Outcome.STORED);
    assertThat(first.warnings()).isEmpty();
    assertThat(folder.resolve("images/blog/a.png")).hasBinaryContent(image);
    assertThat(folder.resolve("images/b.png")).hasBinaryContent(image);
    assertThat(assets.paths()).containsExactly("images/b.png", "images/blog/a.png");
    assertThat(files("sha256")).hasSize(1);
    assertThat(files("")).as("nothing temporary is left").hasSize(3);
  }

  @Test
  void changesNothingTheSecondTime() throws IOException {
    assets.store("images/a.png", Images.png(2, 3));

    assertThat(assets.store("images/a.png", Images.png(2, 3)).outcome())
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void replacesWhatAPathLeadsTo() throws IOException {
    assets.store("images/a.png", Images.png(2, 3));

    StoredAsset second = assets.store("images/a.png", Images.png(4, 5));

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(second.outcome()).isEqualTo(Outcome.REPLACED);
    assertThat(folder.resolve("images/a.png")).hasBinaryContent(Images.png(4, 5));
    assertThat(assets.writeTo("images/a.png", out)).isTrue();
    assertThat(out.toByteArray()).isEqualTo(Images.png(4, 5));
  }

  @Test
  void bringsBackAPathThatWasLostOnTheDisk() throws IOException {
    assets.store("images/a.png", Images.png(2, 3));
    Files.delete(folder.resolve("images/a.png"));

    assertThat(assets.store("images/a.png", Images.png(2, 3)).outcome()).isEqualTo(Outcome.STORED);
    assertThat(folder.resolve("images/a.png")).exists();
  }

  @Test
  void warnsOfANameThatSaysSomethingElse() throws IOException {
    assertThat(assets.store("images/a.jpg", Images.png(2, 3)).warnings())
        .containsExactly("the content is image/png, which the name does not say");
  }

  @Test
  void refusesWhatIsNoKnownType() {
    assertRefused(
        "images/a.png", "<html><script>x</script></html>".getBytes(StandardCharsets.UTF_8));
    assertRefused("images/a.png", "MZ\0\0".getBytes(StandardCharsets.UTF_8));
    assertRefused("images/a.png", new byte[0]);
  }

  @Test
  void refusesImagesThatUnpackToTooManyPixels() {
    assertThatThrownBy(() -> assets.store("images/a.png", Images.png(60_000, 60_000)))
        .isInstanceOf(RefusedAsset.class)
        .hasMessage("an image of 60000 x 60000 pixels; at most 50 million are accepted");
    assertRefused("images/a.png", Images.png(0xFFFF_FFFFL, 0xFFFF_FFFFL));
    assertRefused("images/a.png", Images.png(0, 10));
    assertThat(assets.paths()).isEmpty();
  }

  @Test
  void refusesPathsThatLeadOutOfTheFolder() {
    assertRefused("../a.png", Images.png(2, 3));
    assertRefused("sha256/aa/a.png", Images.png(2, 3));
  }

  private void assertRefused(String path, byte[] bytes) {
    assertThatThrownBy(() -> assets.store(path, bytes)).isInstanceOf(RefusedAsset.class);
  }

  private Stream<Path> files(String below) throws IOException {
    return Files.walk(folder.resolve(below)).filter(Files::isRegularFile);
  }
}
