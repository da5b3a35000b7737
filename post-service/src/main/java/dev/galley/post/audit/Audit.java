package dev.galley.post.audit;

import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.OneLine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * What was done about access and what cannot be undone, in MongoDB. Entries are added and in the
 * end forgotten, never changed. Thread-safe.
 *
 * <p>It does not protect against whoever can write to the store.
 */
public final class Audit {

  private static final String ID = "_id";
  private static final String AT = "at";
  private static final int MAX_CHARS = 300;

  private final MongoCollection<Document> entries;
  private final AuditProperties properties;
  private final Clock clock;

  Audit(MongoDatabase database, AuditProperties properties, Clock clock) {
    this.entries = database.getCollection("audit");
    this.properties = properties;
    this.clock = clock;
  }

  void createIndexes() {
    entries.createIndex(Indexes.ascending(AT));
  }

  /**
   * Records what the sender of a request did.
   *
   * @param subject the id of what it was done to; null where there is none
   * @param detail more about it, for people; folded to one line, and cut when it is long
   */
  public void record(
      HttpServletRequest request,
      AuditAction action,
      @Nullable String subject,
      @Nullable String detail) {
    record(request, Who.of(request.getUserPrincipal()).orElse(null), action, subject, detail);
  }

  /**
   * The same of a request that tells by other means whose it is.
   *
   * @param who null for somebody unknown
   */
  public void record(
      HttpServletRequest request,
      @Nullable Who who,
      AuditAction action,
      @Nullable String subject,
      @Nullable String detail) {
    Document entry =
        new Document(ID, EventIds.next().toString())
            .append(AT, Date.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
            .append("action", action.name())
            .append("from", from(request));
    if (who != null) {
      entry.append("by", by(who));
    }
    if (subject != null) {
      entry.append("subject", line(subject));
    }
    if (detail != null) {
      entry.append("detail", line(detail));
    }
    entries.insertOne(entry);
  }

  private static Document by(Who who) {
    Document by = new Document("id", who.id()).append("name", who.name());
    return who.person() == null ? by : by.append("person", who.person());
  }

  private static @Nullable Who who(@Nullable Document by) {
    return by == null
        ? null
        : new Who(by.getString("id"), by.getString("name"), by.getString("person"));
  }

  /** The one place that says where a request came from. */
  private static String from(HttpServletRequest request) {
    return request.getRemoteAddr();
  }

  /** One line, whoever told it: what is done is recorded, also of something with an odd name. */
  private static String line(String told) {
    String text = OneLine.Rule.folded(told);
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 1) + "…";
  }

  /**
   * A page of entries, the newest first.
   *
   * @param before the last one of the page before; null for the first page
   */
  List<AuditEntry> list(int limit, @Nullable String before) {
    return entries
        .find(before == null ? gte(ID, "") : lt(ID, before))
        .sort(Sorts.descending(ID))
        .limit(limit)
        .map(Audit::entry)
        .into(new ArrayList<>());
  }

  /** Forgets what is too old or too much; also when another instance does so, too. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT2M")
  void forget() {
    entries.deleteMany(lt(AT, Date.from(clock.instant().minus(properties.kept()))));
    Document first =
        entries
            .find()
            .sort(Sorts.descending(ID))
            .skip(properties.maxEntries())
            .limit(1)
            .projection(include(ID))
            .first();
    if (first != null) {
      entries.deleteMany(lte(ID, first.getString(ID)));
    }
  }

  private static AuditEntry entry(Document document) {
    Instant at = document.getDate(AT).toInstant();
    return new AuditEntry(
        document.getString(ID),
        at,
        AuditAction.valueOf(document.getString("action")),
        who(document.get("by", Document.class)),
        document.getString("from"),
        document.getString("subject"),
        document.getString("detail"));
  }
}
