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
 * Bounds what a client may send, by the declared length and by the bytes that really come, and what
 * all clients together have sent and is still in memory: Tomcat's own limit covers forms only.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {

  /**
   * A byte of JSON as it was read, as text, as the object that is made of it, and as it is stored.
   */
  private static final int HEAP_FOR_A_BYTE = 4;

  /**
   * A limit.
   *
   * @param size of a body
   * @param heap how many bytes of heap each byte takes
   */
  public record Limit(DataSize size, int heap) {

    /** For what is read into memory. */
    public static Limit inMemory(DataSize size) {
      return new Limit(size, HEAP_FOR_A_BYTE);
    }

    /** For what goes to the disk as it comes. */
    public static Limit onDisk(DataSize size) {
      return new Limit(size, 0);
    }
  }

  private final Function<HttpServletRequest, Limit> limits;

  /**
   * @param limits the limit for a request
   */
  public BodyLimitFilter(Function<HttpServletRequest, Limit> limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Limit limit = limits.apply(request);
    if (request.getContentLengthLong() > limit.size().toBytes()) {
      refuse(response, new BodyTooLarge(limit.size()));
      return;
    }
    try (Budget.Share share = Budget.ofThisProcess().share(request)) {
      chain.doFilter(new Limited(request, limit, share), response);
    }
  }

  private static void refuse(HttpServletResponse response, BodyTooLarge tooLarge)
      throws IOException {
    // The rest of the body is not read.
    response.setHeader("Connection", "close");
    Problems.write(response, tooLarge.problem());
  }

  private static final class Limited extends HttpServletRequestWrapper {

    private final Limit limit;
    private final Budget.Share share;

    Limited(HttpServletRequest request, Limit limit, Budget.Share share) {
      super(request);
      this.limit = limit;
      this.share = share;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit, share);
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream in;
    private final Limit limit;
    private final Budget.Share share;
    private long readBytes;

    LimitedStream(ServletInputStream in, Limit limit, Budget.Share share) {
      this.in = in;
      this.limit = limit;
      this.share = share;
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
      if (readBytes > limit.size().toBytes()) {
        throw new BodyTooLarge(limit.size());
      }
      share.take((long) bytes * limit.heap());
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
