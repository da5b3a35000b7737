package dev.galley.post.draft;

/** The post is not in a state that allows this; the message says what to do instead. */
public final class WrongState extends RuntimeException {

  public WrongState(String advice) {
    super(advice);
  }
}
