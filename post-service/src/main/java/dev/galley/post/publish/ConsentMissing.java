package dev.galley.post.publish;

/** The post's kind is published by consent, and there is none to this content. */
public final class ConsentMissing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConsentMissing(String advice) {
    super(advice);
  }
}
