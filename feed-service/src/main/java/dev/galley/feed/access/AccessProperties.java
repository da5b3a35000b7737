package dev.galley.feed.access;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are checked.
 *
 * @param postServiceUrl where post-service answers
 * @param tokenCache how long an answer is believed; post-service itself may be four seconds behind
 *     another instance, and a revoked token must not work for longer than ten
 * @param tokenTimeout how long an answer is waited for
 */
@ConfigurationProperties("galley")
record AccessProperties(
    @DefaultValue("http://127.0.0.1:8081") URI postServiceUrl,
    @DefaultValue("5s") Duration tokenCache,
    @DefaultValue("3s") Duration tokenTimeout) {}
