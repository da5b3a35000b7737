package dev.galley.post.audit;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the audit is kept; what is more goes, the oldest first.
 *
 * @param kept how long
 * @param maxEntries how many entries
 */
@Validated
@ConfigurationProperties("galley.audit")
record AuditProperties(
    @DefaultValue("365d") Duration kept, @Min(1) @DefaultValue("100000") int maxEntries) {}
