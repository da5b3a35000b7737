package dev.galley.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queries that no index served: each kind is logged once, when its collection is not small. */
final class CollectionScans {

  private static final Logger log = LoggerFactory.getLogger(CollectionScans.class);

  private static final int SMALL_COLLECTION = 500;

  private final Set<String> noted = ConcurrentHashMap.newKeySet();
  private final AtomicLong count = new AtomicLong();

  void note(String namespace, Document query, int documents) {
    if (documents < SMALL_COLLECTION) {
      return;
    }
    count.incrementAndGet();
    String kind = namespace + " by " + query.keySet();
    if (noted.add(kind)) {
      log.warn("No index serves a query of {}: {} documents were read", kind, documents);
    }
  }

  /** How many scans of a collection of some size there have been. */
  long count() {
    return count.get();
  }
}
