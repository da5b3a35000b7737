package dev.galley.local.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What picocli has filled in. */
final class Options {

  private Options() {}

  /** Picocli sets mixins and required parameters before a command runs. */
  static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
