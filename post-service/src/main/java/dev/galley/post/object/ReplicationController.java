package dev.galley.post.object;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far replication is, for owners. */
@RestController
class ReplicationController {

  private final Replication replication;

  ReplicationController(Replication replication) {
    this.replication = replication;
  }

  /**
   * How far replication is.
   *
   * @param first where objects are put
   * @param second where they are copied to; null for nowhere
   * @param objects how many are known
   * @param waiting how many of them the second store is not known to have
   * @param since since when the oldest of those waits; null for none
   */
  record State(
      String first, @Nullable String second, long objects, long waiting, @Nullable Instant since) {}

  @GetMapping("/api/replication")
  State read() {
    return replication.state();
  }
}
