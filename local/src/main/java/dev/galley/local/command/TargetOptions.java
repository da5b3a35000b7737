package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.client.GalleyApi;
import dev.galley.local.run.DataFolder;
import dev.galley.local.run.Endpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running Galley a command talks to. */
final class TargetOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data folder of the Galley on this machine (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(names = "--url", paramLabel = "URL", description = "Address of a Galley elsewhere.")
  private @Nullable URI url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:GALLEY_TOKEN}",
      description = "Access token for --url (or GALLEY_TOKEN in the environment).")
  private @Nullable String token;

  DataFolder data() {
    return DataFolder.at(data);
  }

  GalleyApi api() {
    if (url != null) {
      if (token == null) {
        throw new CommandFailed("--url needs --token, or GALLEY_TOKEN in the environment");
      }
      return new GalleyApi(webAddress(url), token);
    }
    return data()
        .endpoint()
        .map(endpoint -> new GalleyApi(endpoint.url(), endpoint.token()))
        .orElseThrow(this::notRunning);
  }

  CommandFailed notRunning() {
    return new CommandFailed(
        "Galley is not running on "
            + data().path()
            + "; start it with ./galley, or name another with --data or --url");
  }

  /** The address of the site, which needs no token; empty while none runs on this machine. */
  Optional<String> site() {
    return url == null
        ? data().endpoint().map(Endpoint::url)
        : Optional.of(webAddress(url).replaceAll("/+$", ""));
  }

  private static String webAddress(URI url) {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())
        || url.getHost() == null) {
      throw new CommandFailed(
          "--url must be a web address such as https://posts.example.org, not " + url);
    }
    return url.toString();
  }
}
