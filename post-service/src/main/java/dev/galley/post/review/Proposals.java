package dev.galley.post.review;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.exclude;
import static dev.galley.post.store.PostFields.EVENT;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.REVIEW_EVENTS;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.galley.event.ReviewEvent.About;
import dev.galley.event.ReviewRound;
import dev.galley.post.consent.ReviewFacts;
import dev.galley.post.consent.Round;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.database.Places;
import dev.galley.post.store.StoredJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Proposals in MongoDB, one document each, one conditional write a change. */
final class Proposals {

  static final String PROPOSALS = "proposals";

  /** When it has to be looked at; absent when nothing happens by itself. */
  static final String DUE = "due";

  private static final String STATE = "state";
  private static final String TEXT = "text";

  private final MongoCollection<Document> proposals;
  private final Places places;
  private final StoredJson json;

  Proposals(MongoDatabase database, StoredJson json) {
    this.proposals = database.getCollection(PROPOSALS);
    this.places = new Places(proposals);
    this.json = json;
  }

  void createIndexes() {
    places.createIndex();
    for (String field : List.of(DUE, STATE, REVIEW_EVENTS + ".id")) {
      proposals.createIndex(Indexes.ascending(field), new IndexOptions().sparse(true));
    }
  }

  Optional<Proposal> find(String id) {
    return Optional.ofNullable(
            proposals.find(eq(ID, id)).projection(exclude(REVIEW_EVENTS)).first())
        .map(this::proposal);
  }

  /**
   * A page, the newest first.
   *
   * @param before the last one of the page before; absent for the first page
   */
  List<Proposal> list(ReviewRound.@Nullable State state, int limit, @Nullable String before) {
    List<Bson> conditions = new ArrayList<>(List.of(exists(ID)));
    if (state != null) {
      conditions.add(eq(STATE, state.name()));
    }
    if (before != null) {
      conditions.add(lt(ID, before));
    }
    return proposals
        .find(and(conditions))
        .projection(exclude(REVIEW_EVENTS))
        .sort(Sorts.descending(ID))
        .limit(limit)
        .map(this::proposal)
        .into(new ArrayList<>());
  }

  /**
   * Adds one.
   *
   * @param mostOpen how many may be open
   * @throws Places.Full when as many are
   */
  void insert(Proposal proposal, int mostOpen) {
    places.insert(
        fields(proposal)
            .append(ID, proposal.id())
            .append(REVIEW_EVENTS, unsent(null, proposal, proposal.createdAt())),
        "open",
        eq(STATE, ReviewRound.State.OPEN.name()),
        mostOpen);
  }

  /**
   * Stores the next revision.
   *
   * @throws StaleRevision when another one was faster
   */
  void replace(Proposal before, Proposal after, Instant now) {
    List<Bson> changes = new ArrayList<>();
    fields(after).forEach((field, value) -> changes.add(Updates.set(field, value)));
    if (new Round(after.round()).due().isEmpty()) {
      changes.add(Updates.unset(DUE));
    }
    if (after.round().state() != ReviewRound.State.OPEN) {
      changes.add(Places.givenUp());
    }
    changes.add(Updates.pushEach(REVIEW_EVENTS, unsent(before.round(), after, now)));
    if (proposals
            .updateOne(
                and(eq(ID, before.id()), eq(REVISION, before.revision())), Updates.combine(changes))
            .getMatchedCount()
        == 0) {
      throw new StaleRevision(find(before.id()).map(Proposal::revision).orElse(0L));
    }
  }

  private Document fields(Proposal proposal) {
    Document document =
        new Document(REVISION, proposal.revision())
            .append(STATE, proposal.round().state().name())
            .append(TEXT, json.text(proposal));
    new Round(proposal.round()).due().ifPresent(due -> document.append(DUE, Date.from(due)));
    return document;
  }

  private List<Document> unsent(@Nullable ReviewRound before, Proposal after, Instant now) {
    return new ReviewFacts(About.PROPOSAL, after.id(), after.revision(), after.question(), now)
        .between(before, after.round()).stream()
            .map(
                event ->
                    new Document("id", event.eventId().toString()).append(EVENT, json.write(event)))
            .toList();
  }

  private Proposal proposal(Document document) {
    return json.value(document.getString(TEXT), Proposal.class);
  }
}
