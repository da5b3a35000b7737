package dev.galley.feed.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What webhooks may do.
 *
 * @param secretOverlap how long the old secret stays valid beside a new one
 * @param givingUpAfter how long an endpoint may fail before it is switched off
 * @param max how many webhooks there may be
 * @param threads how many endpoints are called at once
 */
@Validated
@ConfigurationProperties("galley.webhooks")
record WebhookProperties(
    @DefaultValue("24h") Duration secretOverlap,
    @DefaultValue("5d") Duration givingUpAfter,
    @DefaultValue("100") @Min(1) @Max(10_000) int max,
    @DefaultValue("32") @Min(1) @Max(200) int threads) {}
