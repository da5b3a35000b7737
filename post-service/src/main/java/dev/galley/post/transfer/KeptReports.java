package dev.galley.post.transfer;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.post.content.Actor;
import dev.galley.stream.codec.EventIds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code galley_posts.imports}: what the last imports said of each file, by ids that sort by time.
 * Written when an import begins and when it ends, and forgotten some day. Thread-safe.
 */
final class KeptReports {

  static final int MAX_REPORTS = 20;

  /** Compressed; a document of MongoDB has 16 MB. */
  private static final int MAX_BYTES = 12 * 1024 * 1024;

  private static final String ID = "_id";
  private static final String SUMMARY = "summary";
  private static final String REPORT = "report";

  private final MongoCollection<Document> imports;
  private final Clock clock;

  /**
   * An import.
   *
   * @param by the name of the token that was used
   * @param name of the file, as its sender called it; absent when they did not
   * @param engine whose files they were, for people; absent for snips
   * @param totals absent until it has ended, and so for ever where its process did
   * @param progress how far it had come a moment ago; absent before its first files and after its
   *     end
   */
  record Summary(
      String id,
      Instant at,
      String by,
      @Nullable String name,
      boolean publish,
      @Nullable String engine,
      ImportReport.@Nullable Totals totals,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Progress progress) {

    Summary ended(ImportReport report) {
      return new Summary(id, at, by, name, publish, report.engine(), report.totals(), null);
    }

    Summary at(int done, int files) {
      return new Summary(id, at, by, name, publish, engine, null, new Progress(done, files));
    }
  }

  /** How many of an import's files are done, images among them. */
  record Progress(int done, int files) {}

  KeptReports(MongoDatabase database, Clock clock) {
    this.imports = database.getCollection("imports");
    this.clock = clock;
  }

  /**
   * Notes that an import begins, so that one that does not end is seen.
   *
   * @return what is to be ended or dropped
   */
  Summary begin(boolean publish, @Nullable String name, Actor actor) {
    Summary begun =
        new Summary(
            EventIds.next().toString(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            actor.name(),
            name,
            publish,
            null,
            null,
            null);
    imports.insertOne(new Document(ID, begun.id()).append(SUMMARY, json(begun)));
    return begun;
  }

  /** Forgets one of which nothing was imported. */
  void drop(Summary begun) {
    imports.deleteOne(eq(ID, begun.id()));
  }

  /** Notes how far an import has come, for those who look on. */
  void progress(Summary begun, int done, int files) {
    imports.updateOne(eq(ID, begun.id()), set(SUMMARY, json(begun.at(done, files))));
  }

  /** Keeps a report, and lets those go that are too many; also when another instance does so. */
  void end(Summary begun, ImportReport report) {
    Document ended = new Document(SUMMARY, json(begun.ended(report)));
    byte[] compressed = compressed(report);
    if (compressed.length <= MAX_BYTES) {
      ended.append(REPORT, new Binary(compressed));
    }
    imports.updateOne(eq(ID, begun.id()), new Document("$set", ended));
    Document tooMany =
        imports
            .find()
            .sort(Sorts.descending(ID))
            .skip(MAX_REPORTS)
            .limit(1)
            .projection(include(ID))
            .first();
    if (tooMany != null) {
      imports.deleteMany(lte(ID, tooMany.getString(ID)));
    }
  }

  /** The newest first. */
  List<Summary> list() {
    return imports
        .find()
        .sort(Sorts.descending(ID))
        .limit(MAX_REPORTS)
        .projection(include(SUMMARY))
        .map(document -> JsonMapper.shared().readValue(document.getString(SUMMARY), Summary.class))
        .into(new ArrayList<>());
  }

  /** A report as JSON; empty when there is none with this id, or it was too large to be kept. */
  Optional<InputStream> find(String id) {
    return Optional.ofNullable(imports.find(eq(ID, id)).first())
        .map(document -> document.get(REPORT, Binary.class))
        .map(KeptReports::unpacked);
  }

  private static String json(Summary summary) {
    return JsonMapper.shared().writeValueAsString(summary);
  }

  private static byte[] compressed(ImportReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      JsonMapper.shared().writeValue(out, report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static InputStream unpacked(Binary compressed) {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(compressed.getData()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
