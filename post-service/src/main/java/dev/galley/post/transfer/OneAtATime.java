package dev.galley.post.transfer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets in one import, or one export, at a time: two would only share the same disk, and disk and
 * heap are sized for one. Asked before anything of a body is read, however it comes.
 */
final class OneAtATime implements HandlerInterceptor {

  /** Another one has not ended yet; the client may try again in a while. */
  static final class Running extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Running() {
      super("Another one is running");
    }
  }

  private final Semaphore free = new Semaphore(1);

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!free.tryAcquire()) {
      throw new Running();
    }
    return true;
  }

  /** Only of a request that was let in. */
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    free.release();
  }
}
