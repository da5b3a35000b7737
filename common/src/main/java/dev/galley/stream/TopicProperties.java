package dev.galley.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How topics that do not exist yet are made.
 *
 * @param partitions of each topic; never changed afterwards, since that would move keys
 * @param replicas of each partition; -1 is the broker's default
 * @param patience how long a start waits for the broker before it goes on without
 */
@Validated
@ConfigurationProperties("galley.topics")
record TopicProperties(
    @DefaultValue("6") @Min(1) @Max(1000) int partitions,
    @DefaultValue("-1") short replicas,
    @DefaultValue("10s") Duration patience) {}
