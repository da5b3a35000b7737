package dev.galley.local;

/** The command line of the local mode. */
public final class Galley {

  private Galley() {}

  /**
   * Runs one command.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.out.println("galley");
  }
}
