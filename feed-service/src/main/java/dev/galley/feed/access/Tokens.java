package dev.galley.feed.access;

/** Asks what credentials are good for. */
interface Tokens {

  /**
   * @throws TokensUnavailable when nobody can say
   */
  Access check(Credentials credentials);
}
