package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.backend.IndexKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query is answered twice, by an index and by reading everything, and must agree. */
class QueryPlanTests {

  private static final int DOCUMENTS = 1_000;

  @TempDir static Path folder;

  private static EmbeddedStore store;
  private static MongoClient client;
  private static MongoCollection<Document> indexed;
  private static MongoCollection<Document> plain;

  @BeforeAll
  static void fill() {
    store = EmbeddedStore.open(folder, Throwable::printStackTrace);
    client = MongoClients.create(store.uri() + "/?retryWrites=false");
    indexed = client.getDatabase("t").getCollection("indexed");
    plain = client.getDatabase("t").getCollection("plain");
    indexed.createIndex(Indexes.ascending("slugs"), new IndexOptions().unique(true));
    indexed.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
    indexed.createIndex(
        Indexes.compoundIndex(Indexes.ascending("state"), Indexes.descending("at")));
    indexed.createIndex(Indexes.ascending("due"), new IndexOptions().sparse(true));
    indexed.createIndex(Indexes.ascending("tags"));
    List<Document> documents =
        IntStream.range(0, DOCUMENTS).mapToObj(QueryPlanTests::document).toList();
    indexed.insertMany(documents);
    plain.insertMany(documents);
    for (MongoCollection<Document> both : List.of(indexed, plain)) {
      both.updateMany(Filters.eq("state", "DRAFT"), Updates.inc("at", 1));
      both.deleteMany(Filters.mod("number", 17, 3));
    }
  }

  @AfterAll
  static void close() {
    client.close();
    store.close();
  }

  static Stream<Bson> servedByAnIndex() {
    return Stream.of(
        Filters.eq("_id", "p7"),
        Filters.and(Filters.eq("_id", "p7"), Filters.eq("revision", 2)),
        Filters.and(Filters.eq("_id", "p7"), Filters.eq("revision", 99)),
        Filters.in("_id", "p7", "p9", "nobody"),
        Filters.and(Filters.gte("_id", "p20"), Filters.lt("_id", "p21")),
        Filters.eq("slugs", "s7"),
        Filters.eq("slugs", "old-7"),
        Filters.in("slugs", "old-7", "s7", "s8"),
        Filters.and(Filters.eq("slugs", "s7"), Filters.ne("state", "DRAFT")),
        Filters.eq("number", 12),
        Filters.eq("number", 12L),
        Filters.eq("number", 12.0),
        Filters.gt("number", 990),
        Filters.and(Filters.gt("number", 10), Filters.lte("number", 20)),
        Filters.eq("state", "DRAFT"),
        Filters.and(Filters.eq("state", "PUBLISHED"), Filters.lt("at", 40)),
        Filters.and(Filters.in("state", "DRAFT", "PUBLISHED"), Filters.lt("at", 40)),
        Filters.exists("due"),
        Filters.lte("due", 300),
        Filters.eq("tags", "t3"),
        Filters.and(Filters.gt("tags", "t1"), Filters.lt("tags", "t2")));
  }

  // As the driver writes and(gte(...), lt(...)).
  @Test
  void readsOnlyWhatIsBetweenTwoBoundsThatStandApart() {
    try (MVStore file = MVStore.open(null)) {
      MVMap<Object, byte[]> documents = file.openMap("documents");
      var index = new PrimaryIndex("_id_", List.of(new IndexKey("_id", true)), documents);
      var bounds =
          List.of(
              new de.bwaldvogel.mongo.bson.Document(
                  "_id", new de.bwaldvogel.mongo.bson.Document("$gte", "p20")),
              new de.bwaldvogel.mongo.bson.Document(
                  "_id", new de.bwaldvogel.mongo.bson.Document("$lt", "p21")));

      assertThat(
              QueryPlan.of(
                      List.of(index), new de.bwaldvogel.mongo.bson.Document("$and", bounds), null)
                  .orElseThrow()
                  .ranges())
          .containsExactly(new KeyRange(List.of(), "p20", "p21"));
    }
  }

  @ParameterizedTest
  @MethodSource("servedByAnIndex")
  void anIndexFindsWhatAScanFinds(Bson query) {
    long scans = store.scans();
    List<String> found = ids(indexed, query, Sorts.ascending("_id"));
    long counted = indexed.countDocuments(query);

    assertThat(store.scans()).isEqualTo(scans);
    assertThat(found).isEqualTo(ids(plain, query, Sorts.ascending("_id")));
    assertThat(counted).isEqualTo(found.size());
  }

  @Test
  void anIndexGivesTheOrderThatIsAskedFor() {
    for (Bson sort : List.of(Sorts.ascending("at"), Sorts.descending("at"))) {
      long scans = store.scans();
      List<String> found = ids(indexed, Filters.eq("state", "PUBLISHED"), Sorts.orderBy(sort), 20);

      assertThat(store.scans()).isEqualTo(scans);
      assertThat(found)
          .isEqualTo(ids(plain, Filters.eq("state", "PUBLISHED"), Sorts.orderBy(sort), 20));
    }
  }

  @Test
  void aWholeCollectionIsPagedInTheOrderOfAnIndex() {
    long scans = store.scans();
    List<String> found = ids(indexed, new Document(), Sorts.descending("number"), 30);

    assertThat(store.scans()).isEqualTo(scans);
    assertThat(found).isEqualTo(ids(plain, new Document(), Sorts.descending("number"), 30));
  }

  @Test
  void whatNoIndexServesIsScannedAndCounted() {
    long scans = store.scans();
    List<String> found = ids(indexed, Filters.eq("revision", 2), Sorts.ascending("_id"));

    assertThat(store.scans()).isEqualTo(scans + 1);
    assertThat(found).isEqualTo(ids(plain, Filters.eq("revision", 2), Sorts.ascending("_id")));
  }

  private static List<String> ids(MongoCollection<Document> posts, Bson query, Bson sort) {
    return ids(posts, query, sort, 0);
  }

  private static List<String> ids(
      MongoCollection<Document> posts, Bson query, Bson sort, int limit) {
    return posts
        .find(query)
        .sort(sort)
        .limit(limit)
        .map(document -> document.getString("_id"))
        .into(new ArrayList<>());
  }

  private static Document document(int i) {
    Document document =
        new Document("_id", "p" + i)
            .append("revision", i % 4)
            .append("number", i)
            .append("slugs", i % 2 == 0 ? List.of("s" + i) : List.of("s" + i, "old-" + i))
            .append("state", i % 3 == 0 ? "DRAFT" : "PUBLISHED")
            .append("at", i * 7)
            .append("tags", List.of("t" + i % 5, "t" + i % 7 + "x"));
    return i % 10 == 0 ? document.append("due", i) : document;
  }
}
