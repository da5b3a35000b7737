package dev.galley.local.command;

import java.util.Map;

/** A link with a new owner's token in its fragment, which browsers send to nobody. */
final class SignInLink {

  private SignInLink() {}

  static String fresh(GalleyApi api) {
    String token =
        api.post("/api/tokens", Map.of("name", "Sign-in link", "role", "owner"))
            .path("token")
            .asString();
    return api.url() + "/editor/#token=" + token;
  }
}
