package dev.galley.post.asset;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Topics;
import dev.galley.post.content.Posts;
import dev.galley.post.database.Preparation;
import dev.galley.post.object.Objects;
import dev.galley.post.outbox.Outlet;
import dev.galley.post.outbox.Outlets;
import dev.galley.post.schedule.DueDocuments;
import dev.galley.post.schedule.PollingWorker;
import dev.galley.post.schedule.StoreClock;
import dev.galley.post.store.StoredJson;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the site's files. */
@Configuration(proxyBeanMethods = false)
class AssetConfiguration {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  @Bean
  AssetDocuments assetDocuments(StoredJson json) {
    return new AssetDocuments(json);
  }

  @Bean
  Outlet assetOutlet(Outlets outlets) {
    return outlets.of(Assets.ASSETS, Topics.ASSETS, "reconciliation-of-assets");
  }

  @Bean
  Assets assets(MongoDatabase database, AssetDocuments documents, Outlet assetOutlet) {
    return new Assets(database, documents, assetOutlet);
  }

  @Bean
  Preparation preparedAssets(
      MongoDatabase database, AssetDocuments documents, Assets assets, Clock clock) {
    EarlierAssets earlier = new EarlierAssets(database, documents, clock);
    return () -> {
      earlier.upgrade();
      assets.createIndexes();
    };
  }

  @Bean
  AssetTree assetTree(AssetProperties properties) {
    return new AssetTree(properties.assets());
  }

  @Bean
  AssetUse assetUse(Posts posts) {
    return new AssetUse(posts);
  }

  @Bean
  ListingAssets listingAssets(Assets assets, AssetUse use) {
    return new ListingAssets(assets, use);
  }

  @Bean
  StoringAssets storingAssets(
      Assets assets, Objects objects, AssetTree tree, AssetProperties properties, Clock clock) {
    return new StoringAssets(assets, objects, tree, properties.scanner().scanner(), clock);
  }

  @Bean
  BringingAssets bringingAssets(Assets assets, StoringAssets storing, AssetUse use, Clock clock) {
    return new BringingAssets(assets, storing, use, clock);
  }

  @Bean
  GivingAssets givingAssets(Assets assets, AssetUse use) {
    return new GivingAssets(assets, use);
  }

  @Bean
  ChangingAssets changingAssets(
      Assets assets, Objects objects, AssetTree tree, AssetUse use, StoreClock storeClock) {
    return new ChangingAssets(assets, objects, tree, use, storeClock);
  }

  @Bean
  PollingWorker purgingAssetsWorker(
      MongoDatabase database, ChangingAssets changing, StoreClock storeClock) {
    DueDocuments due =
        new DueDocuments(database.getCollection(Assets.ASSETS), AssetDocuments.PURGE_DUE);
    return new PollingWorker(
        "purging-assets", () -> due.each(storeClock, changing::purge), INTERVAL);
  }
}
