package dev.galley.local.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Runs everything until Ctrl-C (also: no command).")
final class StartCommand implements Callable<Integer> {

  @Mixin private @Nullable StartOptions options;

  @Override
  public Integer call() {
    return new Starting(Options.given(options)).run();
  }
}
