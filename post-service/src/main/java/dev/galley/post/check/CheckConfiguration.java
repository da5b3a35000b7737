package dev.galley.post.check;

import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.preview.RenderService;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The checks that every post has. */
@Configuration(proxyBeanMethods = false)
class CheckConfiguration {

  @Bean
  Checks checks(ObjectProvider<Check> checks, CheckProperties properties) {
    return new Checks(checks.orderedStream().toList(), properties.required());
  }

  @Bean
  Check renderedCheck(RenderService renderService, Pictures pictures) {
    return new RenderedCheck(renderService, pictures);
  }

  @Bean
  Check summaryCheck() {
    return new SummaryCheck();
  }

  /** Feeds, search engines and mails show a summary; without one they show how the text begins. */
  private static final class SummaryCheck implements Check {

    private static final String CODE = "no-summary";

    @Override
    public Set<String> codes() {
      return Set.of(CODE);
    }

    @Override
    public List<Finding> lookAt(Post post, Content content) {
      String summary = content.summary();
      return summary == null || summary.isBlank()
          ? List.of(new Finding(CODE, "The post has no summary", "summary", ""))
          : List.of();
    }
  }
}
