package dev.galley.feed.syndication;

import dev.galley.web.answer.AnswerFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.MediaType;

/**
 * Calls the XML of feeds just that where a person opens one: browsers show what is called Atom or
 * RSS as plain text, or offer it for download, and only other XML in its style.
 */
final class FeedsForBrowsers implements Filter {

  private final AnswerFilter feeds;

  FeedsForBrowsers(AnswerFilter feeds) {
    this.feeds = feeds;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String accept = ((HttpServletRequest) request).getHeader("Accept");
    // Feed readers that take anything ask for */*.
    boolean page = accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    feeds.doFilter(
        request,
        new Answer((HttpServletResponse) response, page),
        (passed, unused) -> chain.doFilter(passed, response));
  }

  private static final class Answer extends HttpServletResponseWrapper {

    private final boolean page;

    Answer(HttpServletResponse response, boolean page) {
      super(response);
      this.page = page;
    }

    @Override
    public void setContentType(String type) {
      super.setContentType(
          page ? type.replaceFirst("^application/(?:atom|rss)\\+xml", "application/xml") : type);
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, name.equals("Vary") ? value + ", Accept" : value);
    }
  }
}
