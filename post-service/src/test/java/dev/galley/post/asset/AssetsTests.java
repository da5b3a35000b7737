package dev.galley.post.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.Assets.AssetChanged;
import dev.galley.post.asset.StoredAsset.Outcome;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.store.MongoStore;
import dev.galley.web.IfMatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
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
  void addsAPictureUnderANameOfItsOwn() throws IOException {
    Asset sea = assets.add("C:\\Bilder\\Grüße vom Meer.JPG", Images.png(2, 3));

    assertThat(sea.path()).matches("images/grusse-vom-meer-[0-9a-f]{10}\\.png");
    assertThat(sea.size()).isEqualTo(new ImageSize(2, 3));
    assertThat(folder.resolve(sea.path())).hasBinaryContent(Images.png(2, 3));
    assertThat(assets.add("Grüße vom Meer.png", Images.png(2, 3)).path()).isEqualTo(sea.path());
    assertThat(assets.add("Grüße vom Meer.png", Images.png(3, 3)).path()).isNotEqualTo(sea.path());
    assertThat(assets.add("../..", Images.png(2, 3)).path()).matches("images/[a-z0-9-]+\\.png");
  }

  @Test
  void addsPicturesOnly() {
    assertThatThrownBy(() -> assets.add("a.png", "%PDF-1.7".getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(RefusedAsset.class)
        .hasMessageStartingWith("no picture");
  }

  @Test
  void describesAPictureForWhoeverKnowsItsRevision() throws IOException {
    String path = assets.add("sea.png", Images.png(2, 3)).path();

    Asset described = assets.describe(path, IfMatch.of(1), new Description("Waves", false));

    assertThat(described.revision()).isEqualTo(2);
    assertThat(assets.find(path).orElseThrow().description())
        .isEqualTo(new Description("Waves", false));
    assertThatThrownBy(() -> assets.describe(path, IfMatch.of(1), Description.NONE))
        .isInstanceOf(AssetChanged.class);
    assertThat(assets.decorative(Set.of(path))).isEmpty();
    assets.describe(path, IfMatch.of(2), new Description(null, true));
    assertThat(assets.decorative(Set.of(path))).containsExactly(path);
    assets.store(path, Images.png(4, 4));
    assertThat(assets.find(path).orElseThrow())
        .as("another picture says something else")
        .extracting(Asset::description, Asset::revision)
        .containsExactly(Description.NONE, 4L);
  }

  @Test
  void describesAPictureOfAnEarlierBuild() throws IOException {
    String path = assets.add("sea.png", Images.png(2, 3)).path();
    store
        .database()
        .getCollection("assets")
        .updateOne(new Document("_id", path), new Document("$unset", new Document("revision", "")));

    assertThat(assets.find(path).orElseThrow().revision()).isEqualTo(1);
    assertThat(assets.describe(path, IfMatch.of(1), new Description("Sea", false)).revision())
        .isEqualTo(2);
  }

  @Test
  void listsTheLastStoredFirstAndFindsWords() throws IOException {
    String sea = assets.add("sea.png", Images.png(2, 3)).path();
    String lake = assets.add("lake.png", Images.png(3, 3)).path();
    assets.describe(sea, IfMatch.of(1), new Description("Waves at NIGHT", false));

    List<Asset> all = assets.list(Set.of(), 10, null);
    assertThat(all).extracting(Asset::path).containsExactlyInAnyOrder(sea, lake);
    assertThat(all)
        .isSortedAccordingTo(
            Comparator.comparing(Asset::storedAt).thenComparing(Asset::path).reversed());
    Asset first = all.get(0);
    assertThat(assets.list(Set.of(), 10, new Cursor(first.storedAt(), first.path())))
        .containsExactly(all.get(1));
    assertThat(assets.list(Set.of("night", "sea"), 10, null))
        .extracting(Asset::path)
        .containsExactly(sea);
    assertThat(assets.list(Set.of("night", "lake"), 10, null)).isEmpty();
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
  void erasesAFileAndItsContentWithTheLastPathToIt() throws IOException {
    assets.store("images/a.png", Images.png(2, 3));
    assets.store("images/b.png", Images.png(2, 3));

    assets.delete("images/a.png");
    assertThat(files("images")).hasSize(1);
    assertThat(files("sha256")).hasSize(1);

    assets.delete("images/b.png");
    assertThat(files("")).isEmpty();
    assertThat(assets.find("images/b.png")).isEmpty();
  }

  @Test
  void keepsNoContentThatWasReplaced() throws IOException {
    assets.store("images/a.png", Images.png(2, 3));
    assets.store("images/a.png", Images.png(4, 5));

    assertThat(files("sha256")).hasSize(1);
  }

  @Test
  void namesThePostsThatShowAFile() {
    InMemoryPosts posts = new InMemoryPosts();
    Post shows = draft("week-1", "![](/images/blog/double%20rainbow.png)");
    posts.insert(shows, PostFixtures.change(Action.CREATED), null, null);
    posts.insert(draft("week-2", "Nothing"), PostFixtures.change(Action.CREATED), null, null);

    assertThat(new AssetUse(posts).of("images/blog/double rainbow.png"))
        .containsExactly(new AssetUse.User(shows.id(), "week-1", shows.working().title()));
  }

  @Test
  void refusesANameThatDoesNotFitTheContent() {
    assertRefused("images/x.js", "ID3=1;alert(1)".getBytes(StandardCharsets.UTF_8));
    assertRefused("images/x.html", Images.png(2, 3));
    assertRefused("images/x", Images.png(2, 3));
    assertRefused("images/x.svg", Images.png(2, 3));
    assertRefused(
        "images/x.svg",
        "<!--ftyp--><svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>"
            .getBytes(StandardCharsets.UTF_8));
    assertRefused(
        "images/x.png",
        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
    assertThat(assets.paths()).isEmpty();
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

  private static Post draft(String slug, String body) {
    return Post.draft(PostFixtures.id(), PostFixtures.content(slug, body), PostFixtures.NOW);
  }

  private void assertRefused(String path, byte[] bytes) {
    assertThatThrownBy(() -> assets.store(path, bytes)).isInstanceOf(RefusedAsset.class);
  }

  private Stream<Path> files(String below) throws IOException {
    return Files.walk(folder.resolve(below)).filter(Files::isRegularFile);
  }
}
