package dev.galley.post.database;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Keeps a number of documents within a limit, however many are added at once by whichever
 * instances: each takes one of so many numbered places, and a unique index gives a place to one.
 * Counting before the insertion would let in all who count at the same moment. Thread-safe.
 */
public final class Places {

  private static final String PLACE = "place";
  private static final int MAX_TRIES = 1_000;

  private final MongoCollection<Document> documents;

  /** The places of a collection. */
  public Places(MongoCollection<Document> documents) {
    this.documents = documents;
  }

  /** Before the first insertion. */
  public void createIndex() {
    documents.createIndex(Indexes.ascending(PLACE), new IndexOptions().unique(true).sparse(true));
  }

  /** What a document gives its place up by, when it stays and counts no more. */
  public static Bson givenUp() {
    return Updates.unset(PLACE);
  }

  /**
   * Inserts a document.
   *
   * @param of what the limit is of, such as a person's id
   * @param counted all that count, among them any from before there were places
   * @throws Full when there are as many as there may be
   * @throws MongoWriteException as an insertion does, for every other reason
   */
  public void insert(Document document, String of, Bson counted, int most) {
    for (int tries = 0; ; tries++) {
      List<Integer> free = free(of, counted, most);
      if (free.isEmpty() || tries == MAX_TRIES) {
        throw new Full(most);
      }
      // Any of them: who comes at the same moment seldom takes the same.
      int number = free.get(ThreadLocalRandom.current().nextInt(free.size()));
      String place = place(of, number);
      try {
        documents.insertOne(document.append(PLACE, place));
        return;
      } catch (MongoWriteException e) {
        boolean isTaken =
            e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY
                && documents.find(eq(PLACE, place)).first() != null;
        if (!isTaken) {
          throw e;
        }
      }
    }
  }

  private List<Integer> free(String of, Bson counted, int most) {
    List<Document> there =
        documents.find(counted).projection(include(PLACE)).into(new ArrayList<>());
    if (there.size() >= most) {
      return List.of();
    }
    Set<String> taken = new HashSet<>();
    there.forEach(document -> taken.add(String.valueOf(document.getString(PLACE))));
    // The first places are for those that never took one.
    int without = (int) there.stream().filter(document -> !document.containsKey(PLACE)).count();
    return IntStream.range(without, most)
        .filter(number -> !taken.contains(place(of, number)))
        .boxed()
        .toList();
  }

  private static String place(String of, int number) {
    return of + "/" + number;
  }

  /** There are as many as there may be. */
  public static final class Full extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Full(int most) {
      super("There are " + most + " already");
    }
  }
}
