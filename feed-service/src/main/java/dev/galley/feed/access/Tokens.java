package dev.galley.feed.access;

/** Asks whether credentials are good. */
interface Tokens {

  /**
   * @throws TokensUnavailable when nobody can say
   */
  boolean accepts(Credentials credentials);
}
