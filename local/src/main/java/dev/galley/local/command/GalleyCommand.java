package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.run.CannotRun;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code galley}: without a command it starts. */
@Command(
    name = "galley",
    description = "Writes, publishes and announces posts on this machine.",
    mixinStandardHelpOptions = true,
    version = "Galley 0.1",
    subcommands = {
      StartCommand.class,
      ImportCommand.class,
      PublishCommand.class,
      ExportCommand.class,
      SiteCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      FollowCommand.class,
      StatusCommand.class,
      FailuresCommand.class,
      AssetsCommand.class,
      SignInCommand.class,
      RehearseCommand.class,
    })
public final class GalleyCommand implements Callable<Integer> {

  @Mixin private @Nullable StartOptions options;

  /** Made by picocli. */
  GalleyCommand() {}

  /**
   * Runs a command line.
   *
   * @return the exit code: 0 done, 1 could not be done, 2 not understood
   */
  public static int run(String... arguments) {
    return new CommandLine(new GalleyCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(GalleyCommand::explain)
        .execute(arguments);
  }

  @Override
  public Integer call() {
    return new Starting(Options.given(options)).run();
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailed || failure instanceof CannotRun) {
      err.println("galley: " + failure.getMessage());
    } else {
      err.println("galley: this should not have happened: " + failure);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
