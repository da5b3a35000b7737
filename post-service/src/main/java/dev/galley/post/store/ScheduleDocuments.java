package dev.galley.post.store;

import static dev.galley.post.store.PostFields.AT;
import static dev.galley.post.store.PostFields.REVISION;

import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Schedule;
import dev.galley.post.content.Schedule.Action;
import dev.galley.post.content.Schedule.Failure;
import dev.galley.post.content.Schedule.Withdrawal;
import java.net.URI;
import java.time.ZoneId;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Schedules inside the documents of their posts. */
final class ScheduleDocuments {

  private ScheduleDocuments() {}

  static Document write(Schedule schedule) {
    Document document =
        new Document(AT, Date.from(schedule.at()))
            .append("zone", schedule.zone().getId())
            .append("action", schedule.action().name())
            .append("by", schedule.by().name())
            .append(REVISION, schedule.revision());
    append(document, "byId", schedule.by().id());
    append(document, "byPerson", schedule.by().person());
    append(document, "update", schedule.update() == null ? null : schedule.update().name());
    append(document, "changeNote", schedule.changeNote());
    if (schedule.withoutConsent()) {
      document.append("withoutConsent", true);
    }
    if (schedule.removal() != null) {
      document.append("how", schedule.removal().how().name());
      append(
          document,
          "to",
          schedule.removal().to() == null ? null : schedule.removal().to().toString());
      append(document, "reason", schedule.removal().reason());
    }
    if (schedule.failure() == null) {
      document.append("due", Date.from(schedule.at()));
    } else {
      document
          .append("failure", schedule.failure().reason())
          .append("failedAt", Date.from(schedule.failure().at()));
    }
    return document;
  }

  private static void append(Document document, String field, @Nullable String value) {
    if (value != null) {
      document.append(field, value);
    }
  }

  static Schedule read(Document document) {
    String update = document.getString("update");
    String failure = document.getString("failure");
    return new Schedule(
        PostDocuments.instant(document, AT),
        ZoneId.of(document.getString("zone")),
        Action.valueOf(document.getString("action")),
        update == null ? null : Update.valueOf(update),
        document.getString("changeNote"),
        document.getBoolean("withoutConsent", false),
        removal(document),
        new Actor(
            document.getString("byId"),
            document.getString("by"),
            document.getString("byPerson"),
            null),
        document.getLong(REVISION),
        failure == null ? null : new Failure(failure, PostDocuments.instant(document, "failedAt")));
  }

  private static @Nullable Withdrawal removal(Document document) {
    String how = document.getString("how");
    String to = document.getString("to");
    return how == null
        ? null
        : new Withdrawal(
            Removal.valueOf(how), to == null ? null : URI.create(to), document.getString("reason"));
  }
}
