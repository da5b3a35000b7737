package dev.galley.post.token;

import java.security.Principal;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets what stays open find out that it may not any more: its token was revoked or has expired, its
 * session has ended.
 */
public final class StreamRights {

  private final KnownTokens known;

  StreamRights(KnownTokens known) {
    this.known = known;
  }

  /**
   * Whether the sender of a request would be let in now; to be asked every few seconds.
   *
   * @param sender {@code HttpServletRequest.getUserPrincipal()}
   * @return asks the store at times, and throws when it does not answer
   */
  public BooleanSupplier of(@Nullable Principal sender) {
    return sender instanceof SignedIn signedIn
        ? () -> known.isStillGood(signedIn.getPrincipal())
        : () -> false;
  }
}
