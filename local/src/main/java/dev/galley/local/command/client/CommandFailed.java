package dev.galley.local.command.client;

/** A command cannot do what it was asked; the message is all that the user sees. */
public class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailed(String message) {
    super(message);
  }

  public CommandFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
