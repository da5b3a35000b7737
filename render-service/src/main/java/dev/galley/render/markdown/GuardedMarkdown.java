package dev.galley.render.markdown;

import dev.galley.render.markdown.dialect.Dialect;
import dev.galley.render.markdown.dialect.Findings;
import dev.galley.render.markdown.gfm.Gfm;
import dev.galley.render.markdown.kramdown.Kramdown;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The whole way of a document: limits that are checked in one pass, the parser on a thread of its
 * own under a deadline, then the sanitiser on what came out.
 */
final class GuardedMarkdown implements Markdown, AutoCloseable {

  private static final int MAX_HTML_CHARS = 8 * 1024 * 1024;

  private final Map<Format, Dialect> dialects =
      Map.of(Format.GFM, new Gfm(), Format.KRAMDOWN, new Kramdown());
  private final Sanitiser sanitiser;
  private final RenderingThreads threads;
  private final Duration budget;

  GuardedMarkdown(MarkdownProperties properties) {
    sanitiser = new Sanitiser(new EmbedHosts(properties.embedHosts()));
    // The queue needs no bound of its own: each entry is a publication that waits.
    threads = new RenderingThreads("markdown", properties.effectiveThreads(), Integer.MAX_VALUE);
    budget = properties.deadline();
  }

  @Override
  public Fragment render(Source source) {
    Limits.check(source);
    if (!RenderingThreads.areCurrent()) {
      return threads.call(() -> renderHere(source));
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("Nobody waits for it any more");
    }
    return renderHere(source);
  }

  private Fragment renderHere(Source source) {
    Deadline deadline = Deadline.in(budget);
    Findings findings = new Findings();
    Dialect dialect = dialects.get(source.format());
    String html =
        dialect == null ? source.text() : html(dialect, source.text(), deadline, findings);
    return Fragments.of(sanitiser.sanitise(html, deadline, findings), findings);
  }

  private static String html(Dialect dialect, String text, Deadline deadline, Findings findings) {
    BoundedOutput out = new BoundedOutput(MAX_HTML_CHARS, deadline);
    try {
      dialect.render(text, deadline::tick, out, findings);
      return out.toString();
    } catch (Dialect.LimitReached beyond) {
      throw new TooComplex(String.valueOf(beyond.getMessage()));
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
