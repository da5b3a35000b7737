package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.follow.CannotFollow;
import dev.galley.local.follow.FollowingPosts;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "follow",
    mixinStandardHelpOptions = true,
    description =
        "Keeps a git working copy at what is published, a commit each, until Ctrl-C. Needs no"
            + " token.")
final class FollowCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "GIT-FOLDER",
      description = "The top of a working copy; an empty folder becomes one.")
  private @Nullable Path folder;

  @Option(names = "--once", description = "End when all that is published is committed.")
  private boolean once;

  @Option(
      names = "--from-start",
      description = "Read every event again, as after the topics were lost or restored.")
  private boolean fromStart;

  @Option(
      names = "--mail",
      paramLabel = "ADDRESS",
      description =
          "The authors' address in commits; {author} is the author's slug (default: no-reply@ the"
              + " site's host).")
  private @Nullable String mail;

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() {
    TargetOptions site = Options.given(target);
    String url = site.site().orElseThrow(site::notRunning);
    String address = mail == null ? "no-reply@" + host(url) : mail;
    try {
      // Galley may come back at another port.
      new FollowingPosts(Options.given(folder), site::site, address, System.out)
          .run(once, fromStart);
      return 0;
    } catch (CannotFollow e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    }
  }

  private static String host(String url) {
    String host = URI.create(url).getHost();
    return host.equals("127.0.0.1") ? "localhost" : host;
  }
}
