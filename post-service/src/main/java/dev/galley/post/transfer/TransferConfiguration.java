package dev.galley.post.transfer;

import dev.galley.post.asset.Assets;
import dev.galley.post.draft.PostIds;
import dev.galley.post.draft.Posts;
import dev.galley.post.publish.Releases;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of import and export. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

  @Bean
  ImportingArchives importingArchives(
      Posts posts,
      Releases releases,
      PostIds ids,
      Clock clock,
      Assets assets,
      ImportProperties properties) {
    return new ImportingArchives(
        new ImportingPosts(posts, releases, ids, clock),
        assets,
        properties.workers(),
        ArchiveLimits.DEFAULT);
  }

  @Bean
  ExportingPosts exportingPosts(Posts posts, Assets assets) {
    return new ExportingPosts(posts, assets);
  }
}
