package dev.galley.feed.channel;

import java.time.Instant;
import java.util.List;

/** Recipients that were switched off for failing, and nobody has said anything to it yet. */
@FunctionalInterface
public interface GivenUp {

  /**
   * One of them.
   *
   * @param kind what people call such a recipient
   * @param name how they call this one
   */
  record Endpoint(String id, String kind, String name, String reason, Instant at) {}

  /** All of one kind; none where a circuit says that a person has seen it. */
  List<Endpoint> now();

  /** What a circuit says of its endpoint. */
  static List<Endpoint> of(String id, String kind, String name, Circuit circuit) {
    Instant at = circuit.gaveUpAt();
    return at == null
        ? List.of()
        : List.of(new Endpoint(id, kind, name, String.valueOf(circuit.disabledReason()), at));
  }
}
