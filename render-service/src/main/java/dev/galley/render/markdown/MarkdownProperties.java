package dev.galley.render.markdown;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a site may change about rendering.
 *
 * @param deadline how much processor time one document may take, and ten times as long by the clock
 * @param threads how many documents are rendered at once for publication, and half as many drafts,
 *     at least two; 0 means one less than there are processors, at least one
 * @param embedHosts hosts, beyond the built-in ones, whose pages may be embedded in a frame, such
 *     as a Mastodon instance's
 */
@Validated
@ConfigurationProperties("galley.markdown")
record MarkdownProperties(
    @DefaultValue("2s") Duration deadline,
    @DefaultValue("0") int threads,
    @DefaultValue List<String> embedHosts) {

  MarkdownProperties {
    embedHosts = List.copyOf(embedHosts);
  }

  int effectiveThreads() {
    return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}
