package dev.galley.render.page.serving;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Since when the site looks as it does: for readers that ask only for what changed since a date,
 * its pages changed then.
 */
public final class Look {

  private static final Bson THE_ONE = Filters.eq("_id", "site");

  private final MongoCollection<Document> documents;
  private final long look;
  private final Clock clock;
  private volatile Instant since = Instant.EPOCH;

  /**
   * @param look as {@link dev.galley.render.theme.Theme#look} has it
   */
  public Look(MongoCollection<Document> documents, long look, Clock clock) {
    this.documents = documents;
    this.look = look;
    this.clock = clock;
  }

  /** Compares with what the last instance that started had, and keeps it if it is another one. */
  public void load() {
    Document known = documents.find(THE_ONE).first();
    if (known != null && known.getLong("look") == look) {
      since = known.getDate("since").toInstant();
      return;
    }
    Instant now = clock.instant();
    documents.updateOne(
        THE_ONE,
        Updates.combine(Updates.set("look", look), Updates.set("since", Date.from(now))),
        new UpdateOptions().upsert(true));
    since = now;
  }

  /** When the first instance with this look started after another one. */
  public Instant since() {
    return since;
  }
}
