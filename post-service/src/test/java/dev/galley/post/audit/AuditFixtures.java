package dev.galley.post.audit;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;

/** An audit for tests of what is recorded. */
public final class AuditFixtures {

  private AuditFixtures() {}

  public static Audit audit(MongoDatabase database) {
    return new Audit(database, new AuditProperties(Duration.ofDays(365), 1_000), Clock.systemUTC());
  }
}
