package dev.galley.local.command.client;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A link that signs one browser in, once and within minutes; what it carries is in its fragment,
 * which browsers send to nobody.
 */
public final class SignInLink {

  private SignInLink() {}

  /** What a Galley says that has just started; without a link, it runs all the same. */
  public static String invitation(GalleyApi api) {
    try {
      return first(api)
          .map(link -> "Sign in (once, within ten minutes): " + link)
          .orElse("Sign in: ./galley sign-in prints a link");
    } catch (CommandFailed e) {
      return "Sign in: ./galley sign-in prints a link; none could be made now: " + e.getMessage();
    }
  }

  /** Makes a link for a Galley that nobody has signed in to yet. */
  private static Optional<String> first(GalleyApi api) {
    return api.get("/api/tokens").path("items").valueStream().allMatch(SignInLink::isUnused)
        ? Optional.of(fresh(api))
        : Optional.empty();
  }

  /** Whether it is the launcher's own token, and nobody is signed in with it. */
  private static boolean isUnused(JsonNode token) {
    return token.path("id").asString().equals("local") && token.path("sessions").isEmpty();
  }

  /** Makes another link. */
  public static String fresh(GalleyApi api) {
    String token = api.post("/api/sign-in-links", Map.of()).path("token").asString();
    return api.url() + "/editor/#token=" + token;
  }
}
