package dev.galley.render.markdown;

import dev.galley.render.markdown.kramdown.Kramdown;
import java.time.Duration;

/**
 * The whole way of a document: limits that are checked in one pass, the parser on a thread of its
 * own under a deadline, then the sanitiser on what came out.
 */
final class GuardedMarkdown implements Markdown, AutoCloseable {

  private static final int MAX_HTML_CHARS = 8 * 1024 * 1024;

  private final Kramdown kramdown = new Kramdown();
  private final Sanitiser sanitiser;
  private final RenderingThreads threads;
  private final Duration budget;

  GuardedMarkdown(MarkdownProperties properties) {
    sanitiser = new Sanitiser(new EmbedHosts(properties.embedHosts()));
    threads = new RenderingThreads(properties.effectiveThreads());
    budget = properties.deadline();
  }

  @Override
  public Fragment render(Source source) {
    Limits.check(source);
    return threads.call(() -> renderHere(source));
  }

  private Fragment renderHere(Source source) {
    Deadline deadline = Deadline.in(budget);
    Findings findings = new Findings();
    String html = source.format() == Format.HTML ? source.text() : html(source, deadline, findings);
    return Fragments.of(sanitiser.sanitise(html, deadline, findings), findings);
  }

  private String html(Source source, Deadline deadline, Findings findings) {
    BoundedOutput out = new BoundedOutput(MAX_HTML_CHARS, deadline);
    kramdown.render(source.text(), deadline::tick, out, findings::add);
    return out.toString();
  }

  @Override
  public void close() {
    threads.close();
  }
}
