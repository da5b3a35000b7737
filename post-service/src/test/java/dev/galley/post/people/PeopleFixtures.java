package dev.galley.post.people;

/** People as tests need them. */
public final class PeopleFixtures {

  private PeopleFixtures() {}

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
