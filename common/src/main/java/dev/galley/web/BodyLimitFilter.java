package dev.galley.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what a client may send, by the declared length and by the bytes that really come: Tomcat's
 * own limit covers forms only.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {

  private final Function<HttpServletRequest, DataSize> limits;

  /**
   * @param limits the limit for a request
   */
  public BodyLimitFilter(Function<HttpServletRequest, DataSize> limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    DataSize limit = limits.apply(request);
    if (request.getContentLengthLong() > limit.toBytes()) {
      refuse(response, new BodyTooLarge(limit));
    } else {
      chain.doFilter(new Limited(request, limit), response);
    }
  }

  private static void refuse(HttpServletResponse response, BodyTooLarge tooLarge)
      throws IOException {
    // The rest of the body is not read.
    response.setHeader("Connection", "close");
    Problems.write(response, tooLarge.problem());
  }

  private static final class Limited extends HttpServletRequestWrapper {

    private final DataSize limit;

    Limited(HttpServletRequest request, DataSize limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit);
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream in;
    private final DataSize limit;
    private long readBytes;

    LimitedStream(ServletInputStream in, DataSize limit) {
      this.in = in;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) throws BodyTooLarge {
      readBytes += bytes;
      if (readBytes > limit.toBytes()) {
        throw new BodyTooLarge(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
