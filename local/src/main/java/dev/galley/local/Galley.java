package dev.galley.local;

import dev.galley.local.command.GalleyCommand;

/** The command line of the local mode. */
public final class Galley {

  private Galley() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(GalleyCommand.run(args));
  }
}
