package dev.galley.post.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.store.MongoStore;
import dev.galley.testing.VirtualTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PeopleTests {

  @AutoClose private final MongoStore store = new MongoStore();
  private final VirtualTime clock = new VirtualTime(Instant.parse("2017-11-03T12:00:00Z"));
  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final People people = instance();

  PeopleTests() {
    people.createIndexes();
  }

  private People instance() {
    return new People(store.database(), told::add, clock);
  }

  @Test
  void knowsEverybodyByEMailInWhateverCase() {
    Person chris =
        people.add(
            new People.Profile("Chris Roos", "chris-roos", "Chris@Example.org"), Role.EDITOR);
    people.add(new People.Profile("Anna", "anna", null), Role.AUTHOR);
    people.add(new People.Profile("Bert", "bert", null), Role.AUTHOR);

    assertThat(people.find(chris.id())).contains(chris);
    assertThat(people.byEmail("cHRIS@example.ORG")).contains(chris);
    assertThat(people.all()).extracting(Person::name).containsExactly("Anna", "Bert", "Chris Roos");
    assertThatThrownBy(
            () -> people.add(new People.Profile("C", "c", "CHRIS@example.org"), Role.AUTHOR))
        .isInstanceOfSatisfying(
            People.Taken.class, taken -> assertThat(taken.field()).isEqualTo("email"));
    assertThatThrownBy(() -> people.add(new People.Profile("C", "anna", null), Role.AUTHOR))
        .isInstanceOfSatisfying(
            People.Taken.class, taken -> assertThat(taken.field()).isEqualTo("slug"));
  }

  /** Whoever reads the history knows who it was. */
  @Test
  void letsNobodyHaveAnothersName() {
    PeopleFixtures.add(people, "Anna", Role.OWNER);
    Person bert = PeopleFixtures.add(people, "Bert", Role.AUTHOR);

    for (String name : List.of("anna", "Local", "GALLEY")) {
      assertThatThrownBy(() -> people.add(new People.Profile(name, "c", null), Role.AUTHOR))
          .isInstanceOfSatisfying(
              People.Taken.class, taken -> assertThat(taken.field()).isEqualTo("name"));
      assertThatThrownBy(
              () -> people.change(bert, new People.Profile(name, "bert", null), Role.AUTHOR))
          .isInstanceOfSatisfying(
              People.Taken.class, taken -> assertThat(taken.field()).isEqualTo("name"));
    }
    // Their own, in another case.
    people.change(bert, new People.Profile("BERT", "bert", null), Role.AUTHOR);
  }

  @Test
  void changesWhatWasReadAndNothingNewer() {
    Person anna = PeopleFixtures.add(people, "anna", Role.AUTHOR);
    PeopleFixtures.add(people, "bert", Role.AUTHOR);

    Person after = people.change(anna, new People.Profile("Anna B.", "anna-b", null), Role.EDITOR);

    assertThat(people.find(anna.id())).contains(after);
    assertThat(after.version()).isEqualTo(2);
    assertThat(after.email()).isNull();
    assertThat(told).containsExactly(new PersonChanged(anna.id(), true));
    assertThatThrownBy(() -> people.remove(anna))
        .isInstanceOfSatisfying(
            People.Stale.class, stale -> assertThat(stale.current()).isEqualTo(2));
    assertThatThrownBy(
            () -> people.change(after, new People.Profile("A", "bert", null), Role.EDITOR))
        .isInstanceOf(People.Taken.class);
    // Without an address there may be many.
    people.add(new People.Profile("C", "c", null), Role.AUTHOR);
  }

  @Test
  void keepsTheLastOwner() {
    Person anna = PeopleFixtures.add(people, "anna", Role.OWNER);
    Person bert = PeopleFixtures.add(people, "bert", Role.OWNER);

    people.remove(bert);

    assertThat(told).containsExactly(new PersonRemoved(bert.id()));
    assertThatThrownBy(() -> people.remove(anna)).isInstanceOf(People.LastOwner.class);
    assertThatThrownBy(() -> PeopleFixtures.demote(people, anna, Role.EDITOR))
        .isInstanceOf(People.LastOwner.class);
    // What was refused holds nobody back later.
    Person carla = PeopleFixtures.add(people, "carla", Role.OWNER);
    PeopleFixtures.demote(people, anna, Role.AUTHOR);
    assertThatThrownBy(() -> people.remove(carla)).isInstanceOf(People.LastOwner.class);
  }

  @Test
  void forgetsWhoWasAboutToGoWithTheNextChange() {
    Person anna = PeopleFixtures.add(people, "anna", Role.OWNER);
    Person bert = PeopleFixtures.add(people, "bert", Role.OWNER);
    // A crash right after the mark.
    store
        .database()
        .getCollection("people")
        .updateOne(new Document("_id", anna.id()), Document.parse("{$inc: {going: 1}}"));
    assertThatThrownBy(() -> people.remove(bert)).isInstanceOf(People.LastOwner.class);

    people.change(anna, PeopleFixtures.profile(anna), Role.OWNER);

    people.remove(bert);
    assertThat(people.all()).extracting(Person::name).containsExactly("anna");
  }

  @Test
  void keepsAnOwnerWhenTwoInstancesRemoveTheLastTwoAtOnce() throws Exception {
    ExecutorService instances = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 25; round++) {
        store.database().getCollection("people").deleteMany(new Document());
        Person anna = PeopleFixtures.add(people, "anna", Role.OWNER);
        Person bert = PeopleFixtures.add(people, "bert", Role.OWNER);
        CyclicBarrier together = new CyclicBarrier(2);

        CompletableFuture<Void> one = atOnce(instances, together, () -> instance().remove(anna));
        CompletableFuture<Void> other =
            atOnce(instances, together, () -> PeopleFixtures.demote(instance(), bert, Role.EDITOR));
        ignoringRefusals(one);
        ignoringRefusals(other);

        assertThat(people.all()).filteredOn(person -> person.role() == Role.OWNER).isNotEmpty();
      }
    } finally {
      instances.shutdownNow();
    }
  }

  private static CompletableFuture<Void> atOnce(
      ExecutorService instances, CyclicBarrier together, Runnable act) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            together.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          act.run();
        },
        instances);
  }

  private static void ignoringRefusals(CompletableFuture<Void> act) {
    try {
      act.join();
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(People.LastOwner.class);
    }
  }

  @Test
  void makesTheFirstOwnerOnce() {
    People.Profile chris = new People.Profile("Chris", "chris", null);
    PeopleFixtures.add(people, "anna", Role.EDITOR);

    Person first = people.addFirst(chris, "local").orElseThrow();

    assertThat(first.role()).isEqualTo(Role.OWNER);
    assertThat(people.whoCameWith("local")).contains(first);
    assertThat(people.whoCameWith("other")).isEmpty();
    assertThat(people.addFirst(new People.Profile("Eve", "eve", null), "local")).isEmpty();
  }
}
