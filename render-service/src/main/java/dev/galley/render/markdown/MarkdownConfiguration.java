package dev.galley.render.markdown;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the one {@link Markdown} of the service, and the threads of those who wait for it. */
@Configuration(proxyBeanMethods = false)
class MarkdownConfiguration {

  /** So that nobody waits for one person's hostile draft: a person has one at a time. */
  private static final int MIN_DRAFTS = 2;

  /** Of as many people as write at once; each has one that waits. */
  private static final int MAX_WAITING_DRAFTS = 50;

  @Bean(destroyMethod = "close")
  GuardedMarkdown markdown(MarkdownProperties properties) {
    return new GuardedMarkdown(properties);
  }

  /** Apart from those of what is published: neither waits for the other. */
  @Bean(destroyMethod = "close")
  RenderingThreads draftThreads(MarkdownProperties properties) {
    return new RenderingThreads(
        "drafts", Math.max(MIN_DRAFTS, properties.effectiveThreads() / 2), MAX_WAITING_DRAFTS);
  }
}
