package dev.galley.local.command;

import dev.galley.local.command.client.SignInLink;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "sign-in",
    mixinStandardHelpOptions = true,
    description = "Prints a link that signs you in to the editor, once and within ten minutes.")
final class SignInCommand implements Callable<Integer> {

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() {
    System.out.println(SignInLink.fresh(Options.given(target).api()));
    return 0;
  }
}
