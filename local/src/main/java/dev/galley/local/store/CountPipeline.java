package dev.galley.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;

/**
 * The aggregation that drivers send to count documents: all that match, grouped into one. The
 * library would read every document of the collection into memory for it, and lets no index help.
 *
 * @see <a
 *     href="https://github.com/mongodb/specifications/blob/master/source/crud/crud.md#count-api-details">MongoDB's
 *     specification for drivers</a>
 */
record CountPipeline(String collection, Document query) {

  private static final Document GROUP = new Document("_id", 1).append("n", new Document("$sum", 1));

  /** What a command counts; nothing when it is another one. */
  static Optional<CountPipeline> of(String command, Document said) {
    return command.equals("aggregate")
            && said.get("aggregate") instanceof String collection
            && said.get("pipeline") instanceof List<?> stages
            && stages.size() == 2
            && stages.get(0) instanceof Document match
            && match.size() == 1
            && match.get("$match") instanceof Document query
            && stages.get(1) instanceof Document group
            && group.size() == 1
            && GROUP.equals(group.get("$group"))
        ? Optional.of(new CountPipeline(collection, query))
        : Optional.empty();
  }

  /** What a server answers. */
  Document answer(String database, int count) {
    List<Document> groups =
        count == 0 ? List.of() : List.of(new Document("_id", 1).append("n", count));
    return new Document(
            "cursor",
            new Document("id", 0L)
                .append("ns", database + "." + collection)
                .append("firstBatch", groups))
        .append("ok", 1.0);
  }
}
