package dev.galley.post.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.web.FailedLogins;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has wrong secrets counted and tells the audit of them: of the first of a kind and a quarter of an
 * hour from an address and the first that is refused, and of no more than fifty from all addresses
 * together, so that nobody can fill it. Thread-safe.
 */
public final class WrongSecrets {

  private static final Duration WINDOW = Duration.ofMinutes(15);
  static final int MAX_TOLD = 50;

  private final FailedLogins failures;
  private final Audit audit;
  private final Cache<String, Boolean> told;

  WrongSecrets(FailedLogins failures, Audit audit, Clock clock) {
    this.failures = failures;
    this.audit = audit;
    // Full, it takes no more: what goes by itself is what is old.
    this.told =
        Caffeine.newBuilder()
            .expireAfterWrite(WINDOW)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** Notes a wrong secret; returns how long its sender has to wait, if it has to. */
  public Optional<Duration> note(HttpServletRequest request, AuditAction action) {
    return note(request, action, null);
  }

  /**
   * The same of something else that lets nobody in.
   *
   * @param detail what the audit says of it
   */
  public Optional<Duration> note(
      HttpServletRequest request, AuditAction action, @Nullable String detail) {
    Optional<Duration> wait = failures.note(request.getRemoteAddr());
    tell(request, action, wait.isPresent(), detail);
    return wait;
  }

  private synchronized void tell(
      HttpServletRequest request, AuditAction action, boolean isRefused, @Nullable String wrong) {
    String occasion =
        (isRefused ? "refused " : "wrong ")
            + request.getRemoteAddr()
            + (wrong == null ? "" : " " + wrong);
    told.cleanUp();
    if (told.estimatedSize() < MAX_TOLD && told.asMap().putIfAbsent(occasion, true) == null) {
      String detail = isRefused ? "Too many: refused for a quarter of an hour" : wrong;
      audit.record(request, null, action, null, detail);
    }
  }
}
