package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.system.Api;
import dev.galley.local.system.ChildGalley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * A running Galley and the browsers that a test opens. After each test every browser's console has
 * to be clean, except for answers that the test provoked.
 *
 * <p>There is one Galley for all tests of this JVM: their posts have addresses of their own, and
 * their channels go with them. A test that stops Galley has one {@link #ofItsOwn}.
 */
final class Stage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private final boolean shared;
  private final List<Editor> editors = new ArrayList<>();
  private RunningGalley running;

  Stage() {
    this(true);
  }

  private Stage(boolean shared) {
    this.shared = shared;
  }

  /** A Galley that no other test uses. */
  static Stage ofItsOwn() {
    return new Stage(false);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        shared
            // The root ends with each class: two JVMs get them one by one.
            ? context
                .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(RunningGalley.class)
            : new RunningGalley();
  }

  Api api() {
    return running.galley.api();
  }

  /** What {@code ./galley} printed at its first start; good for whoever is first. */
  String printedLink() {
    return running.printedLink;
  }

  /** What {@code ./galley sign-in} prints to an owner who has said who they are. */
  String signInLink() {
    running.introduce();
    return api().url() + "/editor/#token=" + made("/api/sign-in-links", Map.of());
  }

  /** What an owner gives to somebody else. */
  String token(String role) {
    return made("/api/tokens", Map.of("name", "Token " + UUID.randomUUID(), "role", role));
  }

  /** A browser in which somebody else is signed in, whom an owner has invited. */
  Editor person(String name, String role) {
    running.introduce();
    String id =
        api()
            .change(
                "POST",
                "/api/people",
                Map.of("name", name, "role", role, "email", addressOf(name)),
                0)
            .get("id")
            .asString();
    JsonNode link = api().change("POST", "/api/people/" + id + "/sign-in-link", null, 0);
    Editor editor = stranger();
    editor.visit(link.get("url").asString());
    editor.awaitHeading("Posts");
    return editor;
  }

  /** Where mails go to somebody of whom this made a {@link #person}. */
  static String addressOf(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.org";
  }

  /**
   * The text of the newest mail to an address whose subject begins so; empty while there is none.
   */
  Optional<String> mail(String address, String subject) {
    return api()
        .read("/api/mail")
        .path("items")
        .valueStream()
        .filter(mail -> mail.path("to").asString().equals(address))
        .filter(mail -> mail.path("subject").asString().startsWith(subject))
        .findFirst()
        .map(mail -> api().read("/api/mail/" + mail.path("id").asString()))
        .map(mail -> mail.path("text").asString());
  }

  private String made(String path, Map<String, String> wish) {
    return api().change("POST", path, wish, 0).get("token").asString();
  }

  /**
   * Has the provider vouch for somebody who is next sent there: it knows them already and asks
   * nothing.
   */
  void providerKnows(String subject, String email) {
    running.provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            RunningGalley.ISSUER,
            subject,
            "JWT",
            List.of("galley"),
            Map.of("email", email, "email_verified", true),
            3600));
  }

  /** A browser that has never been here. */
  Editor stranger() {
    Editor editor = new Editor(Chromium.open(), api().url());
    editor.browser().show(1280, 860);
    editor.browser().prefer("light");
    editors.add(editor);
    return editor;
  }

  /** A browser that is signed in and shows the list of posts. */
  Editor author() {
    Editor editor = stranger();
    editor.visit(signInLink());
    editor.awaitHeading("Posts");
    return editor;
  }

  void stopGalley() {
    assertThat(shared).as("other tests use this Galley").isFalse();
    running.galley.stop();
  }

  void startGalley() {
    running.startAgain();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    boolean failed = context.getExecutionException().isPresent();
    List<String> complaints = new ArrayList<>();
    for (Editor editor : editors) {
      if (failed) {
        editor.keepPicture(context.getRequiredTestClass(), context.getDisplayName());
      } else {
        complaints.addAll(editor.complaints());
      }
      editor.close();
    }
    editors.clear();
    assertThat(complaints).as("what the browser's console says").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (shared) {
      for (String channels : List.of("/api/webhooks", "/api/channels")) {
        for (JsonNode channel : api().read(channels).get("items")) {
          api().change("DELETE", channels + "/" + channel.get("id").asString(), null, 0);
        }
      }
    } else if (running != null) {
      running.close();
    }
  }

  /** Galley on a folder that is new, and goes with it. */
  private static final class RunningGalley implements AutoCloseable {

    private static final Map<String, String> SETTINGS =
        new HashMap<>(ChildGalley.LOOPBACK_SUBSCRIBERS);

    static {
      // No other test writes posts of that kind.
      SETTINGS.put("GALLEY_REVIEW_KINDS", "decision");
      SETTINGS.put("GALLEY_REVIEW_PROPOSALS", "true");
    }

    static final String ISSUER = "co-operative";

    private static final Pattern SIGN_IN_LINK = Pattern.compile("http\\S+/editor/#token=(\\S+)");

    private final MockOAuth2Server provider = new MockOAuth2Server();
    private final Map<String, String> settings = new HashMap<>(SETTINGS);
    private final Path folder;
    private final String printedLink;
    private ChildGalley galley;

    RunningGalley() {
      provider.start();
      // Its keys are made now, and not while a browser waits.
      provider.issueToken();
      settings.put("GALLEY_OIDC_ISSUER", provider.issuerUrl(ISSUER).toString());
      settings.put("GALLEY_OIDC_CLIENT_ID", "galley");
      settings.put("GALLEY_OIDC_CLIENT_SECRET", "a secret");
      settings.put("GALLEY_OIDC_TIMEOUT", "60s");
      settings.put("GALLEY_OIDC_NAME", "the co-operative");
      try {
        folder = Files.createTempDirectory("galley-stage");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      galley = ChildGalley.start(folder.resolve("data"), settings);
      printedLink =
          await("the sign-in link")
              .atMost(Duration.ofSeconds(60))
              .until(() -> SIGN_IN_LINK.matcher(galley.log()), Matcher::find)
              .group();
    }

    /** The first owner says who they are. */
    void introduce() {
      boolean isKnown =
          galley
              .api()
              .read("/api/people")
              .get("items")
              .valueStream()
              .anyMatch(person -> person.get("role").asString().equals("owner"));
      if (!isKnown) {
        galley.api().change("POST", "/api/people/me", Map.of("name", "Owner", "slug", "owner"), 0);
      }
    }

    void startAgain() {
      int port = URI.create(galley.api().url()).getPort();
      galley = ChildGalley.start(folder.resolve("data"), settings, port);
    }

    @Override
    public void close() throws IOException {
      galley.close();
      provider.shutdown();
      FileSystemUtils.deleteRecursively(folder);
    }
  }
}
