package dev.galley.post.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All tokens. Thread-safe. */
interface Tokens {

  Optional<Token> find(String id);

  /** Every token and session; there are few. */
  List<Token> all();

  boolean isEmpty();

  void insert(Token token);

  /** Removes a token and the sessions that it opened; returns whether it was there. */
  boolean remove(String id);

  void used(String id, Instant at);

  void removeExpired(Instant now);
}
