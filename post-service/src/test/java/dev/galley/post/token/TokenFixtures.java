package dev.galley.post.token;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.people.People;
import dev.galley.post.people.PeopleFixtures;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import dev.galley.post.store.MongoStore;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tokens and sessions on a store in memory, at a time that a test moves. */
final class TokenFixtures implements AutoCloseable {

  static final Instant START = Instant.parse("2017-11-03T12:00:00Z");

  final MongoStore store = new MongoStore();
  final VirtualTime clock = new VirtualTime(START);
  final Secrets secrets = new Secrets();
  final People people = new People(store.database(), event -> {}, clock);
  final Tokens tokens = new Tokens(store.database());
  final Sessions sessions = new Sessions(store.database(), 3);

  TokenFixtures() {
    tokens.createIndexes();
    sessions.createIndexes();
  }

  MongoDatabase database() {
    return store.database();
  }

  KnownTokens known() {
    return new KnownTokens(tokens, sessions, people, clock, "glly_launcher", Runnable::run);
  }

  Token token(String name, Instant expiresAt) {
    Token token =
        new Token(Secrets.hash("glly_" + name), name, Role.EDITOR, clock.instant(), expiresAt);
    tokens.insert(token);
    return token;
  }

  Person person(String name, Role role) {
    return PeopleFixtures.add(people, name, role);
  }

  void remove(Person person) {
    PeopleFixtures.remove(people, person);
  }

  void demote(Person person, Role role) {
    PeopleFixtures.demote(people, person, role);
  }

  void tokenOf(String name, Person person, Role role) {
    tokens.insert(
        new Token(
            Secrets.hash("glly_" + name), name, person.id(), role, clock.instant(), null, null));
  }

  Session session(String secret, String tokenId) {
    return session(secret, tokenId, null);
  }

  Session session(String secret, @Nullable String tokenId, @Nullable String personId) {
    Session session =
        new Session(
            Secrets.hash(secret),
            tokenId,
            personId,
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
