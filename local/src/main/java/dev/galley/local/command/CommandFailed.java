package dev.galley.local.command;

/** A command cannot do what it was asked; the message is all that the user sees. */
class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailed(String message) {
    super(message);
  }

  CommandFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
