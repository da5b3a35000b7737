package dev.galley.render.image;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Topics;
import dev.galley.object.Place;
import dev.galley.object.Stores;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.PagesReady;
import dev.galley.render.theme.SiteProperties;
import dev.galley.stream.ServiceTopics;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.following.Followers;
import dev.galley.stream.following.Start;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what serves pictures. */
@Configuration(proxyBeanMethods = false)
class ImageConfiguration {

  /**
   * Where the site's files are.
   *
   * @param assets the folder that post-service puts them in
   * @param objects where post-service puts them in place of it, and copies them to
   */
  @ConfigurationProperties("galley")
  record StoreProperties(
      @DefaultValue("data/assets") Path assets, @DefaultValue ObjectProperties objects) {

    /** The stores, where they are no folder that is shared. */
    record ObjectProperties(@Nullable Place first, @Nullable Place second) {}

    Stores open() {
      return Stores.of(assets, objects.first(), objects.second());
    }
  }

  @Bean
  ServiceTopics imageTopics() {
    return settings -> List.of(settings.compacted(Topics.ASSETS));
  }

  @Bean
  ImageIndex imageIndex() {
    return new ImageIndex();
  }

  @Bean
  FollowingAssets followingAssets(
      Followers followers, EventCodec codec, ImageIndex imageIndex, MongoDatabase siteDatabase) {
    return new FollowingAssets(
        listener ->
            followers.follower(
                "following-assets",
                Topics.RENDER_GROUP,
                Start.EARLIEST,
                List.of(Topics.ASSETS),
                listener),
        codec,
        imageIndex,
        new KnownAssets(siteDatabase.getCollection("assets"), codec));
  }

  @Bean
  LooseFiles looseFiles(StoreProperties stores) {
    return new LooseFiles(stores.assets());
  }

  @Bean
  SiteImages siteImages(ImageIndex imageIndex, SiteIndex siteIndex, LooseFiles looseFiles) {
    return new SiteImages(imageIndex, siteIndex, looseFiles);
  }

  @Bean
  ImageKeys imageKeys(MongoDatabase siteDatabase, Clock clock) {
    return new ImageKeys(siteDatabase.getCollection("secrets"), clock);
  }

  @Bean
  PagePictures pagePictures(
      ImageIndex imageIndex, SiteImages siteImages, ImageKeys imageKeys, SiteProperties site) {
    return new PagePictures(imageIndex, siteImages, imageKeys, site.url());
  }

  @Bean
  Stores objectStores(StoreProperties stores) {
    return stores.open();
  }

  @Bean
  ImageMeters imageMeters(MeterRegistry meters) {
    return new ImageMeters(meters);
  }

  @Bean
  Variants variants(ImageProperties properties) {
    return new Variants(properties.cacheFolder().resolve("native"));
  }

  @Bean
  ImageCache imageCache(
      Stores objectStores,
      Clock clock,
      ImageIndex imageIndex,
      Variants variants,
      ImageMeters imageMeters,
      ImageProperties properties)
      throws IOException {
    ImageCache cache =
        new ImageCache(objectStores.reading(clock), properties, variants, imageMeters);
    cache.open();
    imageIndex.onChange(before -> cache.forget(before.sha256()));
    return cache;
  }

  @Bean
  ServletRegistrationBean<ImageServlet> imageServlet(
      ImageIndex imageIndex,
      SiteImages siteImages,
      ImageCache imageCache,
      ImageKeys imageKeys,
      LooseFiles looseFiles,
      FollowingAssets assets,
      PagesReady pages,
      Variants variants,
      ImageMeters imageMeters,
      ImageProperties properties) {
    return new ServletRegistrationBean<>(
        new ImageServlet(
            imageIndex,
            siteImages,
            imageCache,
            imageKeys,
            looseFiles,
            () -> assets.isComplete() && pages.isReady(),
            variants,
            imageMeters,
            properties),
        "/images/*",
        "/internal/images/*");
  }
}
