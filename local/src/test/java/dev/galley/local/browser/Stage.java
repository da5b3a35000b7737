package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.system.Api;
import dev.galley.local.system.ChildGalley;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * A running Galley and the browsers that a test opens. After each test every browser's console has
 * to be clean, except for answers that the test provoked.
 */
final class Stage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final Pattern SIGN_IN_LINK = Pattern.compile("http\\S+/editor/#token=(\\S+)");
  private static final Map<String, String> LOOPBACK_SUBSCRIBERS =
      Map.of(
          "GALLEY_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8", "GALLEY_WEBHOOKS_ALLOW_HTTP", "true");

  private final List<Editor> editors = new ArrayList<>();
  private Path folder;
  private ChildGalley galley;
  private String signInLink;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("galley-stage");
    galley = ChildGalley.start(folder.resolve("data"), LOOPBACK_SUBSCRIBERS);
    signInLink =
        await("the sign-in link")
            .atMost(Duration.ofSeconds(60))
            .until(() -> SIGN_IN_LINK.matcher(galley.log()), Matcher::find)
            .group();
  }

  Api api() {
    return galley.api();
  }

  /** What {@code ./galley} printed at its first start. */
  String signInLink() {
    return signInLink;
  }

  String token() {
    return signInLink.replaceAll(".*token=", "");
  }

  /** A browser that has never been here. */
  Editor stranger() {
    Editor editor = new Editor(Chromium.open(), api().url());
    editor.browser().show(1280, 860, "light");
    editors.add(editor);
    return editor;
  }

  /** A browser that is signed in and shows the list of posts. */
  Editor author() {
    Editor editor = stranger();
    editor.visit(signInLink);
    editor.awaitHeading("Posts");
    return editor;
  }

  void stopGalley() {
    galley.stop();
  }

  void startGalley() {
    int port = URI.create(galley.api().url()).getPort();
    galley = ChildGalley.start(folder.resolve("data"), LOOPBACK_SUBSCRIBERS, port);
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
    if (galley != null) {
      galley.close();
    }
    FileSystemUtils.deleteRecursively(folder);
  }
}
