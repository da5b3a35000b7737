package dev.galley.render.page;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.render.markdown.Fragment;
import dev.galley.render.markdown.Markdown;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.Layout;
import dev.galley.render.page.serving.Look;
import dev.galley.render.page.serving.PageCache;
import dev.galley.render.page.serving.PagesReady;
import dev.galley.render.page.serving.Pictures;
import dev.galley.render.template.RenderingSnips;
import dev.galley.render.theme.SiteProperties;
import dev.galley.render.theme.Theme;
import dev.galley.stream.EventSender;
import dev.galley.stream.ServiceTopics;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.consuming.Received;
import dev.galley.stream.following.Followers;
import dev.galley.stream.following.Start;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what makes pages. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

  @Bean
  Consumer<List<Received<PostEvent>>> posts(PublishingPages publishing) {
    return publishing::on;
  }

  /** An acknowledged page survives the loss of a node, and a store that hangs is noticed. */
  @Bean
  MongoClientSettingsBuilderCustomizer durableWrites() {
    return settings ->
        settings
            .writeConcern(
                WriteConcern.MAJORITY.withJournal(true).withWTimeout(10, TimeUnit.SECONDS))
            .readConcern(ReadConcern.MAJORITY)
            // What is live is not asked of a node that may not have it yet.
            .readPreference(ReadPreference.primary())
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
            .applyToConnectionPoolSettings(pool -> pool.maxSize(20))
            .applyToSocketSettings(
                socket ->
                    socket.connectTimeout(5, TimeUnit.SECONDS).readTimeout(20, TimeUnit.SECONDS));
  }

  @Bean
  MongoDatabase siteDatabase(MongoClient client, PageProperties properties) {
    return client.getDatabase(properties.database());
  }

  @Bean
  Pages pages(MongoDatabase siteDatabase) {
    return new Pages(siteDatabase.getCollection("pages"));
  }

  @Bean
  ServiceTopics serviceTopics() {
    return settings ->
        List.of(
            settings.compacted(Topics.POSTS),
            settings.compacted(Topics.PAGES),
            settings.kept(Topics.RECEIPTS, Duration.ofDays(7)),
            settings.deadLetters(Topics.POSTS, Topics.RENDER_GROUP));
  }

  @Bean
  SiteIndex siteIndex(SiteProperties site) {
    CRC32 address = new CRC32();
    address.update(site.address("/").toString().getBytes(StandardCharsets.UTF_8));
    long kept = Fragment.DIALECT * 100L + PageEntry.FORM;
    return new SiteIndex(kept << 32 | address.getValue());
  }

  @Bean
  Look look(MongoDatabase siteDatabase, Theme theme, Clock clock) {
    return new Look(siteDatabase.getCollection("looks"), theme.look(), clock);
  }

  @Bean
  Layout layout(SiteIndex index, Theme theme, SiteProperties site, Look look) {
    return new Layout(index, theme, site, look);
  }

  @Bean
  PageCache livePages(Pages pages, Layout layout, Pictures pictures, PageProperties properties) {
    return new PageCache(pages::live, layout, pictures, properties.cache().toBytes());
  }

  @Bean
  DraftPages draftPages(RenderingPages rendering, PageFactory factory, Layout layout) {
    return new DraftPages(rendering, factory, layout);
  }

  @Bean
  PageMeters pageMeters(MeterRegistry meters) {
    return new PageMeters(meters);
  }

  @Bean
  Theme theme(SiteProperties site) {
    return new Theme(site);
  }

  @Bean
  RenderingPages renderingPages(
      Markdown markdown, SiteIndex index, Pages pages, EventCodec codec, PageMeters meters) {
    return new RenderingPages(
        new RenderingSnips(markdown),
        new SiteLibrary(index, pages, codec),
        index,
        meters.rendering());
  }

  @Bean
  PageFactory pageFactory(SiteProperties site, ListingRules rules, EventCodec codec, Clock clock) {
    return new PageFactory(site, rules, codec, clock);
  }

  @Bean
  StoringPages storingPages(Pages pages, SiteIndex index, PageCache live) {
    return new StoringPages(pages, index, live);
  }

  @Bean
  PageEmission pageEmission(EventSender sender, Clock clock) {
    return new PageEmission(sender, clock);
  }

  @Bean
  ParallelRendering parallelRendering(PageProperties properties) {
    return new ParallelRendering(properties.renderedTogether().toBytes());
  }

  @Bean
  PublishingPages publishingPages(
      RenderingPages rendering,
      ParallelRendering parallel,
      PageFactory factory,
      StoringPages storing,
      Pages pages,
      SiteIndex index,
      PageEmission emission,
      PageMeters meters,
      Clock clock) {
    return new PublishingPages(
        rendering, parallel, factory, storing, pages, index, emission, meters, clock);
  }

  @Bean
  Dependents dependents(
      SiteIndex index,
      Pages pages,
      RenderingPages rendering,
      ParallelRendering parallel,
      PageFactory factory,
      StoringPages storing,
      PageEmission emission,
      EventCodec codec,
      PageProperties properties) {
    return new Dependents(
        index,
        new RefreshingPages(pages, index, rendering, parallel, factory, storing, emission, codec),
        new ListRest(properties.refreshDelay(), System::nanoTime),
        properties.refreshDelay());
  }

  @Bean
  FollowingPages followingPages(
      Followers followers,
      EventCodec codec,
      Pages pages,
      SiteIndex index,
      Look look,
      OvertakingBulk overtaking) {
    return new FollowingPages(
        listener ->
            followers.follower(
                "following-pages",
                Topics.RENDER_GROUP,
                Start.LATEST,
                List.of(Topics.PAGES, Topics.POSTS),
                listener),
        codec,
        pages,
        index,
        look,
        overtaking);
  }

  @Bean
  OvertakingBulk overtakingBulk(PublishingPages publishing, SiteIndex index, EventCodec codec) {
    return new OvertakingBulk(publishing, index, codec);
  }

  @Bean
  ForgettingGonePages forgettingGonePages(
      SiteIndex index, Pages pages, PageProperties properties, Clock clock) {
    return new ForgettingGonePages(index, pages, properties.goneFor(), clock);
  }

  @Bean
  HealthIndicator siteHealthIndicator(PagesReady pages) {
    return () ->
        pages.isReady()
            ? Health.up().build()
            : Health.outOfService().withDetail("reason", "The pages are being loaded").build();
  }
}
