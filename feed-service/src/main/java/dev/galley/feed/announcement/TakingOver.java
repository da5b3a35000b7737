package dev.galley.feed.announcement;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.event.Author;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.stream.codec.EventIds;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes over what releases before decision 0180 kept: {@code ledger} with a delivery to a webhook
 * in each document, {@code pending} and {@code couriers} with what was still to be done, and {@code
 * announcements} with the messages as they were sent. The ledger is dropped last, so that what is
 * cut off half-way is done again, which changes nothing.
 */
final class TakingOver {

  private static final String LEDGER = "ledger";
  private static final String PENDING = "pending";
  private static final String COURIERS = "couriers";
  private static final String CHANNEL = "webhook";
  private static final String PAYLOAD = "payload";
  private static final String PING = "ping";
  private static final int PAGE = 200;
  private static final Bson IS_OLD = exists("keptAt");

  private final MongoDatabase database;
  private final MongoAnnouncements announcements;
  private final Deliveries deliveries;
  private final Clock clock;

  TakingOver(
      MongoDatabase database,
      MongoAnnouncements announcements,
      Deliveries deliveries,
      Clock clock) {
    this.database = database;
    this.announcements = announcements;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  void run() {
    if (!database.listCollectionNames().into(new ArrayList<>()).contains(LEDGER)) {
      return;
    }
    MongoCollection<Document> ledger = database.getCollection(LEDGER);
    Map<String, String> names = names();
    List<Document> page = nextOf(ledger);
    while (!page.isEmpty()) {
      take(page, names);
      ledger.deleteMany(in("_id", page.stream().map(one -> one.getString("_id")).toList()));
      page = nextOf(ledger);
    }
    takeMessages();
    database.getCollection(PENDING).drop();
    database.getCollection(COURIERS).drop();
    ledger.drop();
  }

  private static List<Document> nextOf(MongoCollection<Document> ledger) {
    return ledger.find().sort(Sorts.ascending("_id")).limit(PAGE).into(new ArrayList<>());
  }

  private void take(List<Document> page, Map<String, String> names) {
    List<String> ids = page.stream().map(one -> one.getString("_id")).toList();
    Map<String, Instant> due = new HashMap<>();
    database
        .getCollection(PENDING)
        .find(in("_id", ids))
        .forEach(one -> due.put(one.getString("_id"), Instant.parse(one.getString("dueAt"))));
    for (Document old : page) {
      Document message = messages().find(and(eq("_id", announcementId(old)), IS_OLD)).first();
      if (message == null) {
        announcements.writeTold(announcement(old, old.getString(PAYLOAD)), CHANNEL);
      } else {
        announcements.replace(announcement(old, message.getString(PAYLOAD)));
      }
      Delivery delivery = delivery(old, names);
      deliveries.open(delivery, due(old, due.get(old.getString("_id"))));
    }
  }

  private static Announcement announcement(Document old, @Nullable String payload) {
    String type = old.getString("type");
    return new Announcement(
        announcementId(old),
        type(type),
        old.getString("postId"),
        number(old, "revision"),
        Instant.parse(old.getString("acceptedAt")),
        UUID.fromString(old.getString("causeId")),
        payload == null || type.equals(PING) ? null : content(payload));
  }

  private static String announcementId(Document old) {
    return old.getString("type").equals(PING)
        ? PING + ":" + old.getString("causeId")
        : Announcement.id(old.getString("postId"), number(old, "revision"));
  }

  private static Type type(String old) {
    return switch (old) {
      case PING -> Type.TEST;
      case "post.unpublished" -> Type.UNPUBLICATION;
      default -> Type.PUBLICATION;
    };
  }

  private static Delivery delivery(Document old, Map<String, String> names) {
    String announcementId = announcementId(old);
    String webhookId = old.getString("webhookId");
    String next = old.getString("nextAttemptAt");
    return new Delivery(
        Delivery.id(announcementId, CHANNEL, webhookId),
        number(old, "version"),
        old.getString("sequence"),
        announcementId,
        CHANNEL,
        webhookId,
        names.getOrDefault(webhookId, webhookId),
        Instant.parse(old.getString("acceptedAt")),
        Delivery.State.valueOf(old.getString("state")),
        old.getInteger("failures", 0),
        false,
        next == null ? null : Instant.parse(next),
        old.getString("reason"),
        old.getList("attempts", Document.class, List.of()).stream()
            .map(TakingOver::attempt)
            .toList());
  }

  private static Delivery.Attempt attempt(Document old) {
    return new Delivery.Attempt(
        old.getInteger("number", 1),
        Instant.parse(old.getString("at")),
        number(old, "durationMillis"),
        old.getInteger("status", 0),
        String.valueOf(old.getString("summary")),
        old.getString("excerpt"));
  }

  /** A delivery that waits is due even if a crash came before anybody noted when. */
  private @Nullable Instant due(Document old, @Nullable Instant pending) {
    if (pending != null) {
      return pending;
    }
    if (old.getDate("due") != null) {
      return old.getDate("due").toInstant();
    }
    return old.getString("state").equals("WAITING") ? clock.instant() : null;
  }

  /** Those without a delivery: a crash may have come before any was written. */
  private void takeMessages() {
    for (Document old : messages().find(IS_OLD)) {
      String payload = old.getString(PAYLOAD);
      JsonNode message = JsonMapper.shared().readTree(payload);
      announcements.replace(
          new Announcement(
              old.getString("_id"),
              type(text(message, "type")),
              old.getString("postId"),
              number(old, "revision"),
              Instant.parse(text(message, "timestamp")),
              // Which event led to it is not known any more.
              EventIds.next(),
              content(payload)));
    }
  }

  private MongoCollection<Document> messages() {
    return database.getCollection("announcements");
  }

  /** How webhooks are called. */
  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (Document webhook : database.getCollection("webhooks").find()) {
      Document settings = webhook.get("subscription", new Document());
      String name = settings.getString("name");
      names.put(
          webhook.getString("_id"),
          name == null || name.isBlank() ? URI.create(settings.getString("url")).getHost() : name);
    }
    return names;
  }

  private static Content content(String payload) {
    JsonNode data = JsonMapper.shared().readTree(payload).path("data");
    return new Content(
        text(data, "slug"),
        URI.create(text(data, "url")),
        text(data, "title"),
        orNull(data, "summary", Function.identity()),
        data.path("authors")
            .valueStream()
            .map(author -> new Author(text(author, "slug"), text(author, "name")))
            .toList(),
        data.path("tags").valueStream().map(JsonNode::asString).toList(),
        text(data, "kind"),
        orNull(data, "update", value -> JsonMapper.shared().convertValue(value, Update.class)),
        text(data, "entryId"),
        orNull(data, "firstPublishedAt", OffsetDateTime::parse),
        orNull(data, "publishedAt", OffsetDateTime::parse),
        orNull(data, "changeNote", Function.identity()),
        null,
        null,
        List.of(),
        orNull(data, "how", value -> JsonMapper.shared().convertValue(value, Removal.class)),
        orNull(data, "to", URI::create),
        orNull(data, "reason", Function.identity()));
  }

  private static String text(JsonNode data, String field) {
    return data.path(field).asString("");
  }

  private static <T> @Nullable T orNull(JsonNode data, String field, Function<String, T> read) {
    return data.path(field).isString() ? read.apply(data.path(field).asString()) : null;
  }

  private static long number(Document document, String field) {
    return document.get(field) instanceof Number number ? number.longValue() : 0;
  }
}
