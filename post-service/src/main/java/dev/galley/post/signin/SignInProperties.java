package dev.galley.post.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what lets somebody in lasts.
 *
 * @param session how long a browser stays signed in
 * @param signInLink how long a link waits for its one use
 * @param invitation the same of an invitation's
 */
@Validated
@ConfigurationProperties("galley.tokens")
record SignInProperties(
    @DefaultValue("30d") Duration session,
    @DefaultValue("10m") Duration signInLink,
    @DefaultValue("24h") Duration invitation) {}
