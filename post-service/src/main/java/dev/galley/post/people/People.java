package dev.galley.post.people;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.galley.post.audit.Who;
import dev.galley.post.content.Actor;
import dev.galley.post.database.Places;
import java.security.Principal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Everybody who writes here, in MongoDB. Thread-safe. */
public final class People {

  private static final int MAX_PEOPLE = 500;

  /** The id of who came first: there is one, however many ask to be at once. */
  private static final String FIRST = "first";

  private static final String ID = "_id";
  private static final String NAME = "name";
  private static final String SLUG = "slug";
  private static final String EMAIL = "email";
  private static final String ROLE = "role";
  private static final String VERSION = "version";

  /** The name as it is compared: history and audit tell people apart by it. */
  private static final String FOLDED_NAME = "foldedName";

  /** Who is nobody here, by the names that history has for them: the launcher, and Galley. */
  private static final Set<String> NOBODYS =
      Set.of("local", Actor.GALLEY.name().toLowerCase(Locale.ROOT));

  /** The e-mail address as it is compared. */
  private static final String FOLDED_EMAIL = "foldedEmail";

  /** The token with which the first owner came. */
  private static final String CAME_WITH = "cameWith";

  /** How many are about to take the owner's right from somebody; absent for nobody. */
  private static final String GOING = "going";

  private final MongoCollection<Document> people;
  private final Places places;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  public People(MongoDatabase database, ApplicationEventPublisher events, Clock clock) {
    this.people = database.getCollection("people");
    this.places = new Places(people);
    this.events = events;
    this.clock = clock;
  }

  void createIndexes() {
    places.createIndex();
    people.createIndex(Indexes.ascending(SLUG), new IndexOptions().unique(true));
    people.createIndex(
        Indexes.ascending(FOLDED_NAME), new IndexOptions().unique(true).sparse(true));
    people.createIndex(
        Indexes.ascending(FOLDED_EMAIL), new IndexOptions().unique(true).sparse(true));
  }

  public Optional<Person> find(String id) {
    return one(eq(id));
  }

  /** Who has an e-mail address, in whatever case. */
  public Optional<Person> byEmail(String email) {
    return one(eq(FOLDED_EMAIL, folded(email)));
  }

  /** Whose the browsers are that sign in with a token which is no person's. */
  public Optional<Person> whoCameWith(String tokenId) {
    return one(eq(CAME_WITH, tokenId));
  }

  /**
   * Who sent a request.
   *
   * @throws NoPerson when it is a machine
   */
  public Person self(@Nullable Principal sender) {
    return Who.of(sender).map(Who::person).flatMap(this::find).orElseThrow(NoPerson::new);
  }

  private Optional<Person> one(Bson filter) {
    return Optional.ofNullable(people.find(filter).first()).map(People::person);
  }

  /** Everybody, by name; there are few. */
  public List<Person> all() {
    return people
        .find()
        .sort(Sorts.ascending(NAME, ID))
        .map(People::person)
        .into(new ArrayList<>());
  }

  /**
   * Adds the first owner.
   *
   * @param tokenId the token that they are known by so far
   * @return empty when there is an owner already
   * @throws Taken when somebody else has the name, the slug or the e-mail address
   */
  public Optional<Person> addFirst(Profile profile, String tokenId) {
    return people.find(eq(ROLE, Role.OWNER.name())).first() != null
        ? Optional.empty()
        : insert(FIRST, profile, new Document(ROLE, Role.OWNER.name()).append(CAME_WITH, tokenId));
  }

  /**
   * Adds somebody.
   *
   * @throws Taken when somebody else has the name, the slug or the e-mail address
   * @throws Places.Full when there are 500
   */
  public Person add(Profile profile, Role role) {
    return insert(UUID.randomUUID().toString(), profile, new Document(ROLE, role.name()))
        .orElseThrow();
  }

  private Optional<Person> insert(String id, Profile profile, Document more) {
    requireName(profile);
    Document document =
        new Document(ID, id)
            .append(NAME, profile.name())
            .append(FOLDED_NAME, folded(profile.name()))
            .append(SLUG, profile.slug())
            .append("createdAt", Date.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
            .append(VERSION, 1L);
    if (profile.email() != null) {
      document.append(EMAIL, profile.email()).append(FOLDED_EMAIL, folded(profile.email()));
    }
    document.putAll(more);
    try {
      places.insert(document, "", exists(ID), MAX_PEOPLE);
      return Optional.of(person(document));
    } catch (MongoException e) {
      if (!isDuplicate(e)) {
        throw e;
      }
      if (find(id).isPresent()) {
        return Optional.empty();
      }
      throw taken(id, profile);
    }
  }

  /**
   * Changes somebody.
   *
   * @param before as read by whoever changes it
   * @throws Stale when somebody else changed them meanwhile
   * @throws LastOwner when nobody else would be an owner
   * @throws Taken when somebody else has the name, the slug or the e-mail address
   */
  public Person change(Person before, Profile profile, Role role) {
    requireName(profile);
    boolean endsOwner = before.role() == Role.OWNER && role != Role.OWNER;
    if (endsOwner) {
      letGo(before);
    }
    // Whoever marked this version will not match the next one: its mark says nothing any more.
    List<Bson> changes =
        new ArrayList<>(
            List.of(
                Updates.set(NAME, profile.name()),
                Updates.set(FOLDED_NAME, folded(profile.name())),
                Updates.set(SLUG, profile.slug()),
                Updates.set(ROLE, role.name()),
                Updates.inc(VERSION, 1L),
                Updates.unset(GOING)));
    if (profile.email() == null) {
      changes.add(Updates.unset(EMAIL));
      changes.add(Updates.unset(FOLDED_EMAIL));
    } else {
      changes.add(Updates.set(EMAIL, profile.email()));
      changes.add(Updates.set(FOLDED_EMAIL, folded(profile.email())));
    }
    try {
      Document after =
          people.findOneAndUpdate(
              at(before),
              Updates.combine(changes),
              new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
      if (after == null) {
        throw stale(before);
      }
      events.publishEvent(
          new PersonChanged(before.id(), !Objects.equals(before.email(), profile.email())));
      return person(after);
    } catch (MongoException e) {
      if (endsOwner) {
        stay(before);
      }
      throw isDuplicate(e) ? taken(before.id(), profile) : e;
    }
  }

  /**
   * Removes somebody; their sessions and tokens are good for nothing from then on.
   *
   * @throws Stale when somebody else changed them meanwhile
   * @throws LastOwner when nobody else would be an owner
   */
  void remove(Person person) {
    if (person.role() == Role.OWNER) {
      letGo(person);
    }
    if (people.deleteOne(at(person)).getDeletedCount() == 0) {
      throw stale(person);
    }
    events.publishEvent(new PersonRemoved(person.id()));
  }

  /**
   * Marks an owner who goes. Whoever does so looks at the others' marks only after having made
   * their own, so of two who remove the last two owners at once at least one is refused. A mark
   * that a crash leaves behind refuses one too many, until that person is changed.
   */
  private void letGo(Person owner) {
    if (people.updateOne(at(owner), Updates.inc(GOING, 1)).getMatchedCount() == 0) {
      throw stale(owner);
    }
    boolean anotherStays =
        people
                .find(
                    and(
                        ne(ID, owner.id()),
                        eq(ROLE, Role.OWNER.name()),
                        or(exists(GOING, false), lte(GOING, 0))))
                .first()
            != null;
    if (!anotherStays) {
      stay(owner);
      throw new LastOwner();
    }
  }

  private void stay(Person owner) {
    people.updateOne(at(owner), Updates.inc(GOING, -1));
  }

  private static Bson at(Person person) {
    return and(eq(person.id()), eq(VERSION, person.version()));
  }

  /** Somebody who was removed meanwhile is at no version. */
  private Stale stale(Person person) {
    return new Stale(find(person.id()).map(Person::version).orElse(0L));
  }

  private Taken taken(String id, Profile profile) {
    if (isOfAnother(id, SLUG, profile.slug())) {
      return new Taken(SLUG);
    }
    return new Taken(isOfAnother(id, FOLDED_NAME, folded(profile.name())) ? NAME : EMAIL);
  }

  private boolean isOfAnother(String id, String field, String value) {
    return people.find(and(ne(ID, id), eq(field, value))).first() != null;
  }

  private static void requireName(Profile profile) {
    if (NOBODYS.contains(folded(profile.name()))) {
      throw new Taken(NAME);
    }
  }

  private static boolean isDuplicate(MongoException failure) {
    return ErrorCategory.fromErrorCode(failure.getCode()) == ErrorCategory.DUPLICATE_KEY;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Person person(Document document) {
    @Nullable String email = document.getString(EMAIL);
    return new Person(
        document.getString(ID),
        document.getString(NAME),
        document.getString(SLUG),
        email,
        Role.valueOf(document.getString(ROLE)),
        document.getDate("createdAt").toInstant(),
        document.getLong(VERSION));
  }

  /** What a person says of themselves. */
  public record Profile(String name, String slug, @Nullable String email) {}

  /** Somebody else has it. */
  public static final class Taken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    Taken(String field) {
      this.field = field;
    }

    /** {@code name}, {@code slug} or {@code email}. */
    public String field() {
      return field;
    }
  }

  /** Somebody else changed the person first, or removed them. */
  public static final class Stale extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long current;

    Stale(long current) {
      this.current = current;
    }

    /** The version that is stored now; 0 for none. */
    public long current() {
      return current;
    }
  }

  /** Who asks as a person is a machine. */
  public static final class NoPerson extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Nobody else would be an owner. */
  public static final class LastOwner extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }
}
