package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.asset.AssetFixtures;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.publish.PublishFixtures;
import dev.galley.post.snip.Corpus;
import dev.galley.post.store.MongoStore;
import dev.galley.post.transfer.FileReport.Outcome;
import dev.galley.post.transfer.archive.ArchiveLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTransferTests {

  /** After all that the files say. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  @AutoClose private final MongoStore store = new MongoStore();
  private final InMemoryPosts posts = new InMemoryPosts();

  @Test
  void importsTheWholeSiteTwiceAndGivesItBackByteForByte() throws IOException {
    AssetFixtures files = new AssetFixtures(store.database(), folder.resolve("assets"), posts);
    ImportingArchives archives =
        new ImportingArchives(
            new ImportingPosts(
                posts,
                PublishFixtures.publishedPosts(posts, CLOCK),
                PostFixtures::id,
                ExportFixtures.SITE.zone(),
                "decision"::equals,
                CLOCK),
            files.bringing,
            8,
            site -> new ImportProperties("", 8).authority(site, ExportFixtures.SITE),
            ArchiveLimits.DEFAULT,
            Importing.PATIENCE);
    Map<String, byte[]> site = site();
    Path zip = Zips.written(folder, Zips.of(site));
    ImportingArchives.Options options = new ImportingArchives.Options(true, false, null);

    ImportReport first = archives.bring(zip, options, PostFixtures.CHRIS, ImportProgress.unseen());
    int events = posts.events().size();
    ImportReport second = archives.bring(zip, options, PostFixtures.CHRIS, ImportProgress.unseen());
    ByteArrayOutputStream export = new ByteArrayOutputStream();
    new ExportingPosts(
            posts,
            files.assets,
            files.giving,
            files.storing,
            ExportFixtures.SITE,
            ExportFixtures.RENDERING)
        .export(ExportingPosts.Format.SNIPS, gathered -> gathered.writeTo(export));

    assertThat(first.totals().created()).isEqualTo(260);
    assertThat(first.totals().published()).isEqualTo(257);
    assertThat(second.totals().published()).isZero();
    assertThat(first.assets().stored()).isEqualTo(51);
    assertThat(second.files()).extracting(FileReport::outcome).containsOnly(Outcome.UNCHANGED);
    assertThat(second.assets().unchanged()).isEqualTo(51);
    assertThat(events).isEqualTo(257);
    assertThat(posts.events()).hasSize(events);
    assertThat(posts.findBySlug("week-459").orElseThrow().entryId())
        .isEqualTo("tag:gofreerange.com,2017-11-03:/week-459");
    Map<String, byte[]> exported = Zips.unpacked(export.toByteArray());
    assertThat(Corpus.differences(site, exported)).isEmpty();
    assertThat(List.copyOf(exported.keySet())).isSorted();
  }

  private static Map<String, byte[]> site() {
    Map<String, byte[]> files = new TreeMap<>();
    Corpus.snips().forEach((path, bytes) -> files.put("snips/" + path, bytes));
    Corpus.images().forEach((path, bytes) -> files.put("images/" + path, bytes));
    return files;
  }
}
