package dev.galley.post.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How posts are kept.
 *
 * @param keepDeleted how long the text of deleted posts can still be recovered from the store
 */
@ConfigurationProperties("galley.posts")
record PostsProperties(@DefaultValue("30d") Duration keepDeleted) {}
