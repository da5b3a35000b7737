package dev.galley.post.asset;

import static dev.galley.post.asset.AssetFixtures.in;
import static dev.galley.post.content.PostFixtures.CHRIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.model.Updates;
import dev.galley.event.AssetEvent;
import dev.galley.event.AssetRemoved;
import dev.galley.event.AssetStored;
import dev.galley.object.Spooled;
import dev.galley.post.asset.Asset.Action;
import dev.galley.post.asset.Asset.AssetIsRemoved;
import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.Asset.Step;
import dev.galley.post.asset.AssetUse.User;
import dev.galley.post.asset.Assets.AssetChanged;
import dev.galley.post.asset.Assets.AssetNotFound;
import dev.galley.post.asset.Assets.NameTaken;
import dev.galley.post.asset.ChangingAssets.AssetUsed;
import dev.galley.post.asset.ChangingAssets.Change;
import dev.galley.post.asset.ListingAssets.Query;
import dev.galley.post.asset.StoredAsset.Outcome;
import dev.galley.post.asset.StoringAssets.Unreadable;
import dev.galley.post.asset.inspect.ImageSize;
import dev.galley.post.asset.inspect.Images;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.store.MongoStore;
import dev.galley.post.store.StoredJson;
import dev.galley.web.Sha256;
import dev.galley.web.answer.IfMatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetsTests {

  private static final byte[] SEA = Images.png(2, 3);
  private static final byte[] LAKE = Images.png(4, 5);

  @RegisterExtension static final MongoStore store = new MongoStore();

  @TempDir private Path folder;

  private final InMemoryPosts posts = new InMemoryPosts();
  private AssetFixtures files;

  @BeforeEach
  void open() {
    files = new AssetFixtures(store.database(), folder, posts);
  }

  private Document document(String name) {
    return store.database().getCollection("assets").find(new Document("names", name)).first();
  }

  private AssetEvent event(String name) {
    return new StoredJson().event(document(name).getString("event"), AssetEvent.class);
  }

  private Stream<Path> objects() throws IOException {
    return Files.walk(folder.resolve("sha256")).filter(Files::isRegularFile);
  }

  private byte[] read(String name) throws IOException {
    try (Spooled content = files.storing.content(name).orElseThrow()) {
      return Files.readAllBytes(content.path());
    }
  }

  private Asset asset(String name) {
    return files.assets.require(name);
  }

  private static Change described(String alt) {
    return new Change(null, new Description(alt, false), null);
  }

  private static Change renamed(String name) {
    return new Change(name, null, null);
  }

  private void draft(String slug, String body) {
    posts.insert(
        Post.draft(PostFixtures.id(), PostFixtures.content(slug, body), PostFixtures.NOW),
        PostFixtures.change(dev.galley.post.content.Change.Action.CREATED),
        null,
        null);
  }

  private void damage(String name) throws IOException {
    String sha256 = asset(name).content().sha256();
    Files.write(folder.resolve("sha256").resolve(sha256.substring(0, 2)).resolve(sha256), LAKE);
  }

  @Test
  void keepsTheRightBytesOverDamagedOnesUnderTheSameName() throws IOException {
    files.store("images/a.png", SEA);
    damage("images/a.png");
    assertThat(files.storing.content("images/a.png")).isEmpty();

    files.store("images/a.png", SEA);

    assertThat(read("images/a.png")).isEqualTo(SEA);
    damage("images/a.png");
    Asset before = asset("images/a.png");

    Asset after =
        files.storing.replace(
            "images/a.png", IfMatch.of(before.revision()), new ByteArrayInputStream(SEA), CHRIS);

    assertThat(after).isEqualTo(before);
    assertThat(read("images/a.png")).isEqualTo(SEA);
  }

  @Test
  void keepsContentOnceUnderAllItsNames() throws IOException {
    StoredAsset first = files.store("images/blog/a.png", SEA);
    files.store("images/b.png", SEA);

    assertThat(first).isEqualTo(new StoredAsset(Outcome.STORED, List.of()));
    assertThat(read("images/blog/a.png")).isEqualTo(SEA);
    assertThat(read("images/b.png")).isEqualTo(SEA);
    assertThat(files.assets.names()).containsExactly("images/b.png", "images/blog/a.png");
    assertThat(objects()).hasSize(1);
    assertThat(asset("images/b.png").id()).isNotEqualTo(asset("images/blog/a.png").id());
  }

  @Test
  void tellsEverythingOfAFileInTheEventThatItsDocumentKeeps() throws IOException {
    files.store("images/a.png", SEA);
    files.changing.change("images/a.png", IfMatch.of(1), described("Waves"), CHRIS);

    Document document = document("images/a.png");
    AssetStored event = (AssetStored) event("images/a.png");
    assertThat(event)
        .isEqualTo(
            new AssetStored(
                event.eventId(),
                event.occurredAt(),
                document.getString("_id"),
                2,
                List.of("images/a.png"),
                Sha256.hex(SEA),
                "image/png",
                SEA.length,
                2L,
                3L,
                "Waves",
                false,
                false));
    assertThat(document.getLong("eventRevision")).isEqualTo(2);
    assertThat(document.getList("marks", Document.class))
        .extracting(mark -> mark.getString("id"))
        .hasSize(2)
        .last()
        .isEqualTo(event.eventId().toString());
    assertThat(asset("images/a.png").history())
        .extracting(Step::revision, Step::action, Step::by, Step::sha256)
        .containsExactly(
            tuple(2L, Action.DESCRIBED, CHRIS.name(), Sha256.hex(SEA)),
            tuple(1L, Action.STORED, CHRIS.name(), Sha256.hex(SEA)));
  }

  @Test
  void changesNothingTheSecondTime() throws IOException {
    files.store("images/a.png", SEA);
    assertThat(objectDue()).as("once it was claimed").isNotNull();
    store
        .database()
        .getCollection("objects")
        .updateOne(new Document("_id", Sha256.hex(SEA)), Updates.unset("removalDue"));

    assertThat(files.store("images/a.png", SEA).outcome()).isEqualTo(Outcome.UNCHANGED);

    assertThat(asset("images/a.png").revision()).isEqualTo(1);
    assertThat(objectDue()).as("as long as it is used").isNull();
  }

  @Test
  void bringsBackAnObjectThatWasLost() throws IOException {
    files.store("images/a.png", SEA);
    Files.delete(objects().findFirst().orElseThrow());

    files.store("images/a.png", SEA);

    assertThat(read("images/a.png")).isEqualTo(SEA);
  }

  @Test
  void replacesWhatANameLeadsTo() throws IOException {
    files.store("images/a.png", SEA);
    files.changing.change("images/a.png", IfMatch.of(1), described("Waves"), CHRIS);

    assertThat(files.store("images/a.png", LAKE).outcome()).isEqualTo(Outcome.REPLACED);

    assertThat(read("images/a.png")).isEqualTo(LAKE);
    assertThat(asset("images/a.png"))
        .as("another picture says something else")
        .extracting(Asset::description, Asset::revision)
        .containsExactly(Description.NONE, 3L);
  }

  @Test
  void replacesForWhoeverKnowsTheRevisionAndKeepsWhatItSays() throws IOException {
    files.store("images/a.png", SEA);
    files.changing.change("images/a.png", IfMatch.of(1), described("Waves"), CHRIS);

    assertThatThrownBy(() -> files.storing.replace("images/a.png", IfMatch.of(1), in(LAKE), CHRIS))
        .isInstanceOf(AssetChanged.class);
    Asset replaced = files.storing.replace("images/a.png", IfMatch.of(2), in(LAKE), CHRIS);

    assertThat(read("images/a.png")).isEqualTo(LAKE);
    assertThat(replaced.description().alt()).isEqualTo("Waves");
    assertThat(replaced.revision()).isEqualTo(3);
    assertThat(files.storing.replace("images/a.png", IfMatch.of(3), in(LAKE), CHRIS).revision())
        .as("the same bytes")
        .isEqualTo(3);
    assertThatThrownBy(
            () ->
                files.storing.replace(
                    "images/a.png", IfMatch.of(3), in("%PDF-1.7".getBytes()), CHRIS))
        .isInstanceOf(RefusedAsset.class);
  }

  @Test
  void addsAFileUnderANameOfItsOwn() throws IOException {
    Asset sea = files.add("C:\\Bilder\\Grüße vom Meer.JPG", SEA);

    assertThat(sea.name()).matches("images/grusse-vom-meer-[0-9a-f]{10}\\.png");
    assertThat(sea.content().size()).isEqualTo(new ImageSize(2, 3));
    assertThat(sea.isShared()).isFalse();
    assertThat(files.add("Grüße vom Meer.png", SEA).name()).isEqualTo(sea.name());
    assertThat(files.add("Grüße vom Meer.png", LAKE).name()).isNotEqualTo(sea.name());
    assertThat(files.add("../..", SEA).name()).matches("images/[a-z0-9-]+\\.png");
    assertThat(files.add("a\0b.exe", SEA).name()).matches("images/[a-z0-9-]+\\.png");
    assertThat(files.add("a.txt", "%PDF-1.7".getBytes(StandardCharsets.ISO_8859_1)).name())
        .endsWith(".pdf");
  }

  @ParameterizedTest
  @CsvSource({
    "images/../../etc/passwd.png, leaves its folder",
    "images/.. /x.png, leaves its folder",
    "images//x.png, leaves its folder",
    "/images/x.png, begin with images/",
    "sha256/aa/x.png, begin with images/",
    "images/a\\b.png, backslashes",
    "images/50%.png, a name with % or ;",
    "images/a;b/x.png, a name with % or ;",
    "images/x.svg/y.png, 'the folder x.svg, which ends like a file'",
    "images/a/X.JPG/b/y.png, 'the folder X.JPG, which ends like a file'",
  })
  void refusesNamesThatLeadElsewhere(String name, String reason) {
    assertThatThrownBy(() -> files.store(name, SEA))
        .isInstanceOf(RefusedAsset.class)
        .hasMessageContaining(reason);
  }

  @Test
  void takesFoldersThatAreNotLikeFiles() throws IOException {
    files.store("images/v1.2/png/y.png", SEA);
    assertThatThrownBy(
            () ->
                files.changing.change(
                    "images/v1.2/png/y.png", IfMatch.of(1), renamed("images/x.svg/y.png"), CHRIS))
        .isInstanceOf(RefusedAsset.class);

    assertThat(files.assets.names()).containsExactly("images/v1.2/png/y.png");
  }

  @Test
  void goesOnWithNamesFromBeforeTheyWereRefused() throws IOException {
    store.database().getCollection("assets").insertOne(earlier("images/x.svg/50%;.png"));
    AssetFixtures upgraded = new AssetFixtures(store.database(), folder, posts);
    String name = "images/x.svg/50%;.png";

    upgraded.changing.change(
        name, IfMatch.of(1), new Change(name, new Description("Waves", false), null), CHRIS);

    assertThat(upgraded.assets.require(name).description().alt()).isEqualTo("Waves");
    upgraded.changing.change(name, IfMatch.of(2), renamed("images/50.png"), CHRIS);
    assertThat(upgraded.assets.require(name).name()).isEqualTo("images/50.png");
  }

  @Test
  void givesAFileAsAWholeOrNotAtAll() throws IOException {
    files.store("images/a.png", SEA);
    try (Spooled content = files.storing.fetch(asset("images/a.png"))) {
      assertThat(content.path()).hasBinaryContent(SEA);
    }
    Path object = objects().findFirst().orElseThrow();

    byte[] damaged = SEA.clone();
    damaged[damaged.length - 1]++;
    Files.write(object, damaged);
    assertUnreadable("asset-damaged");
    Files.delete(object);
    assertUnreadable("asset-damaged");
    Files.createDirectory(object);
    assertUnreadable("store-away");
    try (Stream<Path> spooled = Files.list(folder.resolve(".spool"))) {
      assertThat(spooled).isEmpty();
    }
  }

  private void assertUnreadable(String type) {
    assertThatThrownBy(() -> files.storing.fetch(asset("images/a.png")))
        .isInstanceOfSatisfying(
            Unreadable.class,
            e ->
                assertThat(new AssetProblems().on(e).getBody().getType().toString())
                    .endsWith(type));
  }

  @Test
  void refusesNamesThatNobodyCouldRead() throws IOException {
    for (String name : List.of("images/a\0.png", "images/a\nb.png", "images/\u202Egnp.exe.png")) {
      assertThatThrownBy(() -> files.store(name, SEA))
          .isInstanceOf(RefusedAsset.class)
          .hasMessageContaining("control characters");
    }
    assertThatThrownBy(() -> files.store("images/" + "a".repeat(290) + ".png", SEA))
        .isInstanceOf(RefusedAsset.class)
        .hasMessageContaining("more than 250 characters");
    assertThat(files.assets.names()).isEmpty();
    assertThat(Files.exists(folder.resolve("sha256"))).isFalse();
  }

  @Test
  void refusesANameThatDiffersInCaseAlone() throws IOException {
    files.store("images/Sea.png", SEA);

    assertThatThrownBy(() -> files.store("images/sea.PNG", LAKE))
        .isInstanceOf(RefusedAsset.class)
        .hasMessageContaining("differs in case alone");
    files.store("images/lake.png", LAKE);
    assertThatThrownBy(
            () ->
                files.changing.change(
                    "images/lake.png", IfMatch.of(1), renamed("images/SEA.png"), CHRIS))
        .isInstanceOf(NameTaken.class);
  }

  @Test
  void keepsAllNamesLeadingToTheNewestOne() throws IOException {
    String id = files.add("sea.png", SEA).id();
    String first = files.assets.names().get(0);

    files.changing.change(first, IfMatch.of(1), renamed("images/waves.png"), CHRIS);
    files.changing.change(first, IfMatch.of(2), renamed("images/blog/night.png"), CHRIS);

    AssetStored event = (AssetStored) event("images/blog/night.png");
    assertThat(event.names()).containsExactly("images/blog/night.png", "images/waves.png", first);
    assertThat(asset(first).id()).isEqualTo(id);
    assertThat(files.assets.names()).containsExactly("images/blog/night.png");
    Asset back = files.changing.change("images/waves.png", IfMatch.of(3), renamed(first), CHRIS);
    assertThat(back.names()).containsExactly(first, "images/blog/night.png", "images/waves.png");
    assertThatThrownBy(
            () -> files.changing.change(first, IfMatch.of(4), renamed("images/x.html"), CHRIS))
        .isInstanceOf(RefusedAsset.class);
    assertThat(files.store("images/waves.png", LAKE).outcome())
        .as("an earlier name is the file's")
        .isEqualTo(Outcome.REPLACED);
    assertThat(read(first)).isEqualTo(LAKE);
  }

  @Test
  void takesNoNameOfAnother() throws IOException {
    files.store("images/a.png", SEA);
    files.store("images/b.png", LAKE);
    files.changing.change("images/a.png", IfMatch.of(1), renamed("images/c.png"), CHRIS);

    assertThatThrownBy(
            () ->
                files.changing.change(
                    "images/b.png", IfMatch.of(1), renamed("images/a.png"), CHRIS))
        .isInstanceOf(NameTaken.class);
    assertThat(asset("images/b.png").revision()).isEqualTo(1);
  }

  @Test
  void makesOneRevisionOfSeveralChanges() throws IOException {
    files.store("images/a.png", SEA);

    Asset changed =
        files.changing.change(
            "images/a.png",
            IfMatch.of(1),
            new Change("images/b.png", new Description(null, true), true),
            CHRIS);

    assertThat(changed.revision()).isEqualTo(2);
    AssetStored event = (AssetStored) event("images/b.png");
    assertThat(event.shared()).isTrue();
    assertThat(event.decorative()).isTrue();
    assertThat(files.assets.decorative(Set.of("images/a.png", "images/x.png")))
        .containsExactly("images/a.png");
    assertThat(
            files.changing.change(
                "images/b.png", IfMatch.of(2), new Change(null, null, true), CHRIS))
        .as("nothing to change")
        .extracting(Asset::revision)
        .isEqualTo(2L);
  }

  @Test
  void removesForThirtyDaysUnlessPostsUseIt() throws IOException {
    files.store("images/blog/double rainbow.png", SEA);
    draft("week-1", "![](/images/blog/double%20rainbow.png)");
    draft("week-2", "Nothing");

    assertThatThrownBy(() -> files.changing.remove("images/blog/double rainbow.png", false, CHRIS))
        .isInstanceOfSatisfying(
            AssetUsed.class,
            used -> assertThat(used.users()).extracting(User::slug).containsExactly("week-1"));
    files.changing.remove("images/blog/double rainbow.png", true, CHRIS);

    assertThat(event("images/blog/double rainbow.png")).isInstanceOf(AssetRemoved.class);
    assertThat(files.assets.names()).isEmpty();
    assertThat(folder.resolve("images/blog/double rainbow.png")).doesNotExist();
    assertThat(files.listing.list(new Query(Set.of(), null, true, 10), null).assets())
        .extracting(Asset::name)
        .containsExactly("images/blog/double rainbow.png");
    assertThatThrownBy(
            () ->
                files.changing.change(
                    "images/blog/double rainbow.png", IfMatch.of(2), described("x"), CHRIS))
        .isInstanceOf(AssetIsRemoved.class);

    Asset restored = files.changing.restore("images/blog/double rainbow.png", CHRIS);

    assertThat(restored.revision()).isEqualTo(3);
    assertThat(event("images/blog/double rainbow.png")).isInstanceOf(AssetStored.class);
    assertThat(read("images/blog/double rainbow.png")).isEqualTo(SEA);
  }

  @Test
  void bringsARemovedFileBackOnlyForThoseWhoMayRestoreIt() throws IOException {
    Asset sea = files.add("sea.png", SEA);
    files.changing.remove(sea.name(), false, CHRIS);

    assertThatThrownBy(
            () -> files.storing.add("sea.png", new ByteArrayInputStream(SEA), false, CHRIS))
        .isInstanceOf(AssetIsRemoved.class);
    assertThat(event(sea.name())).isInstanceOf(AssetRemoved.class);

    assertThat(files.add("sea.png", SEA).removed()).isNull();
    assertThat(files.storing.add("sea.png", new ByteArrayInputStream(SEA), false, CHRIS).revision())
        .as("what is there is what it was")
        .isEqualTo(3);
  }

  @Test
  void forgetsAllButTheNamesAfterThirtyDays() throws IOException {
    Asset sea = files.add("sea.png", SEA);
    files.changing.change(sea.name(), IfMatch.of(1), renamed("images/sea.png"), CHRIS);
    files.changing.remove("images/sea.png", false, CHRIS);

    files.changing.purge(sea.id(), files.now.plus(Duration.ofDays(30).minusSeconds(1)));
    assertThat(files.assets.find("images/sea.png")).isPresent();
    files.changing.purge(sea.id(), files.now.plus(Duration.ofDays(30)));

    assertThat(files.assets.find("images/sea.png")).isEmpty();
    assertThatThrownBy(() -> files.changing.restore("images/sea.png", CHRIS))
        .isInstanceOf(AssetNotFound.class);
    assertThat(document("images/sea.png"))
        .doesNotContainKeys("sha256", "alt", "storedBy", "history", "purgeDue");
    assertThat(document("images/sea.png").get("removed", Document.class))
        .as("by whom")
        .containsOnlyKeys("at");
    assertThat(((AssetRemoved) event("images/sea.png")).names())
        .containsExactly("images/sea.png", sea.name());
    assertThat(objectDue()).as("its object goes").isNotNull();
  }

  private Date objectDue() {
    return store
        .database()
        .getCollection("objects")
        .find(new Document("_id", Sha256.hex(SEA)))
        .first()
        .getDate("removalDue");
  }

  @Test
  void givesTheNamesOfWhatWentToWhoeverStoresThemAgain() throws IOException {
    Asset sea = files.add("sea.png", SEA);
    files.changing.change(sea.name(), IfMatch.of(1), renamed("images/sea.png"), CHRIS);
    files.changing.remove("images/sea.png", false, CHRIS);
    files.changing.purge(sea.id(), files.now.plus(Duration.ofDays(31)));

    assertThat(files.store("images/sea.png", LAKE).outcome()).isEqualTo(Outcome.STORED);

    assertThat(asset("images/sea.png"))
        .extracting(Asset::id, Asset::revision, Asset::names)
        .containsExactly(sea.id(), 4L, List.of("images/sea.png", sea.name()));
    assertThat(read(sea.name())).isEqualTo(LAKE);
  }

  @Test
  void bringsBackWhatWasRemovedWhenItIsStoredAgain() throws IOException {
    files.store("images/a.png", SEA);
    files.store("images/b.png", SEA);
    files.changing.remove("images/a.png", false, CHRIS);
    files.changing.remove("images/b.png", false, CHRIS);

    assertThat(files.store("images/a.png", SEA).outcome()).isEqualTo(Outcome.STORED);
    assertThat(files.store("images/b.png", LAKE).outcome()).isEqualTo(Outcome.REPLACED);

    assertThat(files.assets.names()).containsExactly("images/a.png", "images/b.png");
    assertThat(read("images/a.png")).isEqualTo(SEA);
    assertThat(read("images/b.png")).isEqualTo(LAKE);
  }

  @Test
  void sharesWhatNoPostUsesUnlessSomebodyHasSaidWhoMaySeeIt() throws IOException {
    files.store("images/used.png", SEA);
    files.store("images/unused.png", LAKE);
    files.store("images/private.png", Images.png(6, 7));
    draft("week-1", "![](/images/used.png)");
    files.changing.change(
        "images/private.png", IfMatch.of(1), new Change(null, null, false), CHRIS);

    List<String> imported = List.of("images/used.png", "images/unused.png", "images/private.png");
    files.bringing.shareUnused(imported, CHRIS);
    files.bringing.shareUnused(imported, CHRIS);

    assertThat(asset("images/used.png").isShared()).isFalse();
    assertThat(asset("images/private.png").isShared()).isFalse();
    assertThat(asset("images/unused.png"))
        .extracting(Asset::isShared, Asset::revision)
        .containsExactly(true, 2L);
  }

  @Test
  void listsTheLastStoredFirstByWordsAndUse() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      names.add(files.add("sea-" + i + ".png", Images.png(2, 3 + i)).name());
    }
    files.changing.change(names.get(1), IfMatch.of(1), described("Waves at NIGHT"), CHRIS);
    draft("week-1", "![](/" + names.get(2) + ")");

    ListingAssets.Page all = list(Set.of(), null, 3, null);
    ListingAssets.Page rest = list(Set.of(), null, 3, all.next());
    assertThat(all.assets()).hasSize(3);
    assertThat(rest.next()).isNull();
    assertThat(Stream.concat(all.assets().stream(), rest.assets().stream()))
        .extracting(Asset::name)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(list(Set.of("night", "sea"), null, 3, null).assets())
        .extracting(Asset::name)
        .containsExactly(names.get(1));
    assertThat(list(Set.of("night", "lake"), null, 3, null).assets()).isEmpty();
    assertThat(list(Set.of(), true, 3, null).assets())
        .extracting(Asset::name)
        .containsExactly(names.get(2));
    ListingAssets.Page unused = list(Set.of(), false, 3, null);
    assertThat(unused.assets()).hasSize(3);
    assertThat(list(Set.of(), false, 3, unused.next()).assets()).hasSize(1);
  }

  private ListingAssets.Page list(Set<String> words, Boolean used, int limit, Cursor after) {
    return files.listing.list(new Query(words, used, false, limit), after);
  }

  @Test
  void goesOnWithFilesOfEarlierBuildsWhichEverybodyCouldSee() throws IOException {
    var assets = store.database().getCollection("assets");
    assets.insertOne(earlier("images/Sea.png"));
    assets.insertOne(earlier("images/sea.png").append("revision", 3L).append("alt", "Waves"));

    AssetFixtures upgraded = new AssetFixtures(store.database(), folder, posts);
    upgraded.earlier.upgrade();

    AssetStored event = (AssetStored) event("images/sea.png");
    assertThat(event.id()).isEqualTo("images/sea.png");
    assertThat(event.revision()).isEqualTo(3);
    assertThat(event.alt()).isEqualTo("Waves");
    assertThat(event.shared()).isTrue();
    assertThat(document("images/sea.png").getList("marks", Document.class)).hasSize(1);
    assertThat(((AssetStored) event("images/Sea.png")).revision()).isEqualTo(1);
    assertThat(
            upgraded
                .changing
                .change("images/Sea.png", IfMatch.of(1), described("Sea"), CHRIS)
                .revision())
        .isEqualTo(2);
    assertThat(upgraded.assets.names()).containsExactly("images/Sea.png", "images/sea.png");
  }

  private static Document earlier(String path) {
    return new Document("_id", path)
        .append("sha256", Sha256.hex(SEA))
        .append("type", "image/png")
        .append("bytes", (long) SEA.length)
        .append("width", 2L)
        .append("height", 3L)
        .append("storedAt", new Date(1_500_000_000_000L));
  }

  /** Each with connections of its own to what all have, like instances. */
  @Test
  void storesTheSameNameAndTheSameBytesFromManyAtOnce() throws Exception {
    List<Callable<StoredAsset>> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      AssetFixtures instance = new AssetFixtures(store.database(), folder, posts);
      byte[] bytes = Images.png(2, 3 + i % 3);
      String name = i % 2 == 0 ? "images/same.png" : "images/own-" + i + ".png";
      calls.add(() -> instance.store(name, bytes));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<StoredAsset> stored : threads.invokeAll(calls)) {
        assertThat(stored.get()).isNotNull();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(files.assets.names()).hasSize(7);
    Asset same = asset("images/same.png");
    assertThat(Sha256.hex(read("images/same.png"))).isEqualTo(same.content().sha256());
    assertThat(((AssetStored) event("images/same.png")).revision()).isEqualTo(same.revision());
  }

  @Test
  void keepsNothingThatAScannerRefuses() {
    AssetFixtures scanned =
        new AssetFixtures(
            store.database(),
            folder,
            posts,
            file -> {
              throw new RefusedAsset("a scanner found Eicar in it");
            });

    assertThatThrownBy(() -> scanned.add("a.png", SEA)).hasMessageContaining("Eicar");
    assertThatThrownBy(() -> scanned.store("images/a.png", SEA)).hasMessageContaining("Eicar");
    assertThat(files.assets.names()).isEmpty();
    assertThat(Files.exists(folder.resolve("sha256"))).isFalse();
    assertThat(folder.resolve(".spool")).isEmptyDirectory();
  }

  @Test
  void warnsOfANameThatSaysSomethingElse() throws IOException {
    assertThat(files.store("images/a.jpg", SEA).warnings())
        .containsExactly("the content is image/png, which the name does not say");
  }
}
