package dev.galley.post.transfer;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.asset.Assets;
import dev.galley.post.asset.BringingAssets;
import dev.galley.post.asset.GivingAssets;
import dev.galley.post.asset.StoringAssets;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.content.PostIds;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.preview.RenderService;
import dev.galley.post.publish.PublishedPosts;
import dev.galley.post.transfer.archive.ArchiveLimits;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The beans of import and export. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

  @Bean
  ImportingArchives importingArchives(
      Posts posts,
      PublishedPosts publishedPosts,
      PostIds ids,
      Clock clock,
      BringingAssets assets,
      SiteProperties site,
      ImportProperties properties,
      ReviewProperties review,
      Patience patience) {
    return new ImportingArchives(
        new ImportingPosts(posts, publishedPosts, ids, site.zone(), review::needed, clock),
        assets,
        properties.workers(),
        imported -> properties.authority(imported, site),
        ArchiveLimits.DEFAULT,
        patience);
  }

  @Bean
  Patience patience() {
    return new Patience();
  }

  @Bean
  KeptUploads keptUploads(Clock clock) {
    return new KeptUploads(clock);
  }

  @Bean
  KeptReports keptReports(MongoDatabase database, Clock clock) {
    return new KeptReports(database, clock);
  }

  @Bean
  ExportingPosts exportingPosts(
      Posts posts,
      Assets assets,
      GivingAssets giving,
      StoringAssets contents,
      SiteProperties site,
      RenderService renderService) {
    return new ExportingPosts(posts, assets, giving, contents, site, renderService::html);
  }

  @Bean
  WebMvcConfigurer oneAtATime() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new OneAtATime()).addPathPatterns("/api/import", "/api/import/*");
        registry.addInterceptor(new OneAtATime()).addPathPatterns("/api/export");
      }
    };
  }
}
