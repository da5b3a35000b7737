package dev.galley.local.command;

import java.util.Map;
import java.util.Optional;

/** A link with a new owner's token in its fragment, which browsers send to nobody. */
final class SignInLink {

  private SignInLink() {}

  /** Makes a link for a Galley that nobody has signed in to yet. */
  static Optional<String> first(GalleyApi api) {
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
