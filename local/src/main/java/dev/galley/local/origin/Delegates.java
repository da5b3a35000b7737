package dev.galley.local.origin;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.coyote.Adapter;

/** The adapters of the services that are up. */
final class Delegates {

  private final Map<Destination, Adapter> adapters = new ConcurrentHashMap<>();

  void add(Destination destination, Adapter adapter) {
    adapters.put(destination, adapter);
  }

  void remove(Destination destination) {
    adapters.remove(destination);
  }

  Optional<Adapter> find(Destination destination) {
    return Optional.ofNullable(adapters.get(destination));
  }
}
