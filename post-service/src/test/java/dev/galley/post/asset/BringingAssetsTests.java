package dev.galley.post.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.ChangingAssets.Change;
import dev.galley.post.asset.StoredAsset.Outcome;
import dev.galley.post.asset.inspect.Images;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.store.MongoStore;
import dev.galley.web.answer.IfMatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BringingAssetsTests {

  private static final String NAME = "images/whitehall/logo.png";
  private static final byte[] LOGO = Images.png(10, 10);
  private static final AssetFacts FACTS =
      new AssetFacts(List.of("images/old/logo.png", "images/older.png"), "The logo", false, true);

  @RegisterExtension static final MongoStore store = new MongoStore();

  @TempDir Path folder;

  private AssetFixtures site;

  @BeforeEach
  void open() {
    site = new AssetFixtures(store.database(), folder, store.posts());
  }

  @Test
  void bringsAFileThatEverybodySeesAndToWhichItsOldAddressesLead() throws IOException {
    assertThat(bring(FACTS, false).outcome()).isEqualTo(Outcome.STORED);

    Asset asset = site.assets.require("images/older.png");
    assertThat(asset.name()).isEqualTo(NAME);
    assertThat(asset.names()).contains("images/old/logo.png");
    assertThat(asset.isShared()).isTrue();
    assertThat(asset.description().alt()).isEqualTo("The logo");
    assertThat(asset.revision()).isEqualTo(2);
  }

  @Test
  void changesNothingWhenItIsBroughtAgain() throws IOException {
    bring(FACTS, false);

    assertThat(bring(FACTS, false).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(site.assets.require(NAME).revision()).isEqualTo(2);
  }

  @Test
  void leavesWhatSomebodyHasSaidHere() throws IOException {
    bring(FACTS, false);
    Change change = new Change(null, new Description("Our logo", false), false);
    site.changing.change(NAME, IfMatch.of(2), change, PostFixtures.CHRIS);

    bring(FACTS, false);

    Asset asset = site.assets.require(NAME);
    assertThat(asset.description().alt()).isEqualTo("Our logo");
    assertThat(asset.isShared()).isFalse();
  }

  @Test
  void onlySaysWhatWouldBecomeOfIt() throws IOException {
    assertThat(bring(FACTS, true).outcome()).isEqualTo(Outcome.STORED);

    assertThat(site.assets.find(NAME)).isEmpty();
    site.store(NAME, LOGO);
    assertThat(bring(FACTS, true).outcome()).isEqualTo(Outcome.REPLACED);
    assertThat(bring(AssetFacts.NONE, true).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(site.assets.require(NAME).revision()).isEqualTo(1);
  }

  @Test
  void keepsFromReadersWhatWasKeptFromThem() throws IOException {
    bring(new AssetFacts(List.of(), null, false, false), false);
    site.bringing.shareUnused(List.of(NAME), PostFixtures.CHRIS);

    assertThat(site.assets.require(NAME).shared()).isFalse();
  }

  @Test
  void takesNoAddressFromAnotherFile() throws IOException {
    site.store("images/older.png", Images.png(20, 20));

    for (boolean dryRun : List.of(true, false)) {
      assertThatThrownBy(() -> bring(FACTS, dryRun))
          .isInstanceOf(RefusedAsset.class)
          .hasMessageContaining("images/older.png");
    }
    assertThat(site.assets.find(NAME)).isEmpty();
  }

  @Test
  void refusesOldAddressesThatLeadElsewhere() {
    AssetFacts hostile = new AssetFacts(List.of("images/../../etc/passwd"), null, false, true);

    assertThatThrownBy(() -> bring(hostile, false)).isInstanceOf(RefusedAsset.class);
  }

  private StoredAsset bring(AssetFacts facts, boolean dryRun) throws IOException {
    return site.bringing.bring(NAME, facts, dryRun, AssetFixtures.in(LOGO), PostFixtures.CHRIS);
  }
}
