package dev.galley.post.people;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;

/** People as tests need them. */
public final class PeopleFixtures {

  private PeopleFixtures() {}

  /** People of whom no two have the same name. */
  public static People people(MongoDatabase database, Clock clock) {
    People people = new People(database, event -> {}, clock);
    people.createIndexes();
    return people;
  }

  /** Somebody whose slug is the name. */
  public static Person add(People people, String name, Role role) {
    return people.add(new People.Profile(name, name, name + "@example.org"), role);
  }

  public static void remove(People people, Person person) {
    people.remove(person);
  }

  public static Person demote(People people, Person person, Role role) {
    return people.change(person, profile(person), role);
  }

  static People.Profile profile(Person person) {
    return new People.Profile(person.name(), person.slug(), person.email());
  }
}
