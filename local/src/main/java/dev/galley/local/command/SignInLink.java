package dev.galley.local.command;

import java.util.Map;
import java.util.Optional;

/** A link with a new owner's token in its fragment, which browsers send to nobody. */
final class SignInLink {

  private SignInLink() {}

  /** What a Galley says that has just started; without a link, it runs all the same. */
  static String invitation(GalleyApi api) {
    try {
      return first(api)
          .map(link -> "Sign in (keep this link to yourself): " + link)
          .orElse("Sign in: ./galley sign-in prints a link");
    } catch (CommandFailed e) {
      return "Sign in: ./galley sign-in prints a link; none could be made now: " + e.getMessage();
    }
  }

  /** Makes a link for a Galley that nobody has signed in to yet. */
  private static Optional<String> first(GalleyApi api) {
    return api.get("/api/tokens").path("items").isEmpty()
        ? Optional.of(fresh(api))
        : Optional.empty();
  }

  /** Makes another link; the earlier ones stay good. */
  static String fresh(GalleyApi api) {
    String token =
        api.post("/api/tokens", Map.of("name", "Sign-in link", "role", "owner"))
            .path("token")
            .asString();
    return api.url() + "/editor/#token=" + token;
  }
}
