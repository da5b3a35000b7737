package dev.galley.post.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The store of post-service.
 *
 * @param database its name
 * @param timeout after which an operation fails, with everything that it waits for
 */
@ConfigurationProperties("galley.posts.store")
record StoreProperties(
    @DefaultValue("galley_posts") String database, @DefaultValue("5s") Duration timeout) {}
