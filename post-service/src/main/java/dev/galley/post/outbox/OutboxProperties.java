package dev.galley.post.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events leave the outbox.
 *
 * @param settleDelay how long marks of acknowledged events are collected before they are taken out
 *     together
 * @param sweepInterval how often to look for what a crash left; with the lease at most 8 s, so that
 *     two of ten seconds remain for clocks that differ and for sending
 * @param lease how long a mark is left to the instance that set it, from the publication on; one
 *     that needs longer, because its broker is slow, costs a second record and nothing else
 * @param leaseAtStart the same for the first look; zero where no other instance can be alive
 * @param reconcileDelay from the start to the first comparison of topic and store, and from one
 *     that failed to the next
 * @param reconcileInterval between comparisons of topic and store
 * @param maxInFlight how many events are on their way to the broker at once
 * @param maxHeld how many events wait in memory; more are read from the store when it is their turn
 */
@Validated
@ConfigurationProperties("galley.outbox")
record OutboxProperties(
    @DefaultValue("200ms") Duration settleDelay,
    @DefaultValue("2s") Duration sweepInterval,
    @DefaultValue("6s") Duration lease,
    @DefaultValue("6s") Duration leaseAtStart,
    @DefaultValue("30s") Duration reconcileDelay,
    @DefaultValue("1h") Duration reconcileInterval,
    @DefaultValue("256") @Min(1) @Max(10_000) int maxInFlight,
    @DefaultValue("1000") @Min(1) @Max(100_000) int maxHeld) {}
