package dev.galley.post.signin;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.people.People;
import dev.galley.post.people.PeopleFixtures;
import dev.galley.post.people.Person;
import dev.galley.post.people.PersonChanged;
import dev.galley.post.people.Role;
import dev.galley.post.store.MongoStore;
import dev.galley.post.token.Secrets;
import dev.galley.testing.VirtualTime;
import java.time.Instant;

/** People and the links that sign them in, on a store in memory, at a time that a test moves. */
final class SignInFixtures implements AutoCloseable {

  static final Instant START = Instant.parse("2017-11-03T12:00:00Z");

  final MongoStore store = new MongoStore();
  final VirtualTime clock = new VirtualTime(START);
  final Secrets secrets = new Secrets();
  final People people = new People(store.database(), this::follow, clock);
  final SignInLinks links = new SignInLinks(store.database(), secrets, clock);

  SignInFixtures() {
    links.createIndexes();
  }

  /** As listeners do; what belongs to somebody who was removed must be good for nothing without. */
  private void follow(Object event) {
    if (event instanceof PersonChanged changed) {
      links.on(changed);
    }
  }

  MongoDatabase database() {
    return store.database();
  }

  Person person(String name, Role role) {
    return PeopleFixtures.add(people, name, role);
  }

  @Override
  public void close() {
    store.close();
  }
}
