package dev.galley.post.token;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.store.MongoStore;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/** Tokens, sessions and links on a store in memory, at a time that a test moves. */
final class TokenFixtures implements AutoCloseable {

  static final Instant START = Instant.parse("2017-11-03T12:00:00Z");

  final MongoStore store = new MongoStore();
  final VirtualTime clock = new VirtualTime(START);
  final Secrets secrets = new Secrets();
  final Tokens tokens = new Tokens(store.database());
  final Sessions sessions = new Sessions(store.database(), 3);
  final SignInLinks links = new SignInLinks(store.database(), secrets, clock);

  TokenFixtures() {
    tokens.createIndexes();
    sessions.createIndexes();
    links.createIndexes();
  }

  MongoDatabase database() {
    return store.database();
  }

  KnownTokens known() {
    return new KnownTokens(tokens, sessions, clock, "glly_launcher", Runnable::run);
  }

  Token token(String name, Instant expiresAt) {
    Token token =
        new Token(Secrets.hash("glly_" + name), name, Role.EDITOR, clock.instant(), expiresAt);
    tokens.insert(token);
    return token;
  }

  Session session(String secret, String tokenId) {
    Session session =
        new Session(
            Secrets.hash(secret),
            tokenId,
            clock.instant(),
            null,
            clock.instant().plus(Duration.ofDays(30)));
    sessions.add(session);
    return session;
  }

  @Override
  public void close() {
    store.close();
  }
}
