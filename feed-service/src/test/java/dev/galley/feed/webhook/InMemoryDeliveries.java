package dev.galley.feed.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

final class InMemoryDeliveries implements Deliveries {

  /** Due and leased like a stored document; due is absent once a delivery is settled. */
  record Stored(Delivery delivery, Instant due, Lease lease) {

    boolean isFree(Instant now) {
      return lease == null || !lease.until().isAfter(now);
    }
  }

  final Map<String, Stored> stored = new LinkedHashMap<>();
  final Map<String, String> messages = new HashMap<>();

  synchronized List<Delivery> all() {
    return stored.values().stream().map(Stored::delivery).toList();
  }

  /** What is still to be done. */
  synchronized List<Delivery> unsettled() {
    return stored.values().stream()
        .filter(known -> known.due() != null)
        .map(Stored::delivery)
        .toList();
  }

  @Override
  public synchronized Optional<Delivery> find(String id) {
    return Optional.ofNullable(stored.get(id)).map(Stored::delivery);
  }

  @Override
  public synchronized Map<String, Delivery> find(Collection<String> ids) {
    return all().stream()
        .filter(delivery -> ids.contains(delivery.id()))
        .collect(Collectors.toMap(Delivery::id, delivery -> delivery));
  }

  @Override
  public synchronized List<Delivery> of(String webhookId, String before, int limit) {
    return all().stream()
        .filter(delivery -> delivery.webhookId().equals(webhookId))
        .filter(delivery -> before == null || delivery.sequence().compareTo(before) < 0)
        .sorted(Comparator.comparing(Delivery::sequence).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<String> payload(Delivery delivery) {
    return Optional.ofNullable(delivery.payload())
        .or(() -> Optional.ofNullable(messages.get(delivery.announcementId())));
  }

  @Override
  public synchronized boolean keep(Message message, Instant now) {
    return messages.putIfAbsent(message.id(), message.payload()) == null;
  }

  @Override
  public synchronized List<Delivery> open(List<Delivery> opening, Lease lease, Instant now) {
    return opening.stream()
        .filter(delivery -> !stored.containsKey(delivery.id()))
        .peek(delivery -> put(delivery, delivery.nextAttemptAt().isAfter(now) ? null : lease))
        .toList();
  }

  @Override
  public synchronized void add(Delivery ended) {
    stored.put(ended.id(), new Stored(ended, null, null));
  }

  @Override
  public synchronized Optional<Delivery> claim(
      Lease lease, Instant now, Set<String> ids, Set<String> webhooks) {
    return stored.values().stream()
        .filter(known -> known.due() != null && !known.due().isAfter(now) && known.isFree(now))
        .filter(known -> !ids.contains(known.delivery().id()))
        .filter(known -> !webhooks.contains(known.delivery().webhookId()))
        .min(Comparator.comparing(Stored::due))
        .map(
            known -> {
              Delivery claimed = known.delivery().withVersion(known.delivery().version() + 1);
              stored.put(claimed.id(), new Stored(claimed, known.due(), lease));
              return claimed;
            });
  }

  @Override
  public synchronized boolean renew(Delivery claimed, Lease lease) {
    return replaceIf(claimed, known -> true, claimed, lease);
  }

  @Override
  public synchronized void renew(Collection<String> ids, Lease lease) {
    stored.replaceAll(
        (id, known) ->
            ids.contains(id) && known.lease() != null && known.lease().owner().equals(lease.owner())
                ? new Stored(known.delivery(), known.due(), lease)
                : known);
  }

  @Override
  public synchronized Optional<Delivery> write(Delivery changed, Lease lease) {
    Delivery next = changed.withVersion(changed.version() + 1);
    return replaceIf(changed, known -> true, next, lease) ? Optional.of(next) : Optional.empty();
  }

  @Override
  public synchronized Optional<Delivery> reopen(Delivery changed, Lease lease, Instant now) {
    Delivery next = changed.withVersion(changed.version() + 1);
    return replaceIf(changed, known -> known.isFree(now), next, lease)
        ? Optional.of(next)
        : Optional.empty();
  }

  @Override
  public synchronized void settle(Delivery ended) {
    stored.computeIfPresent(
        ended.id(),
        (id, known) ->
            known.delivery().version() == ended.version() ? new Stored(ended, null, null) : known);
  }

  @Override
  public void removePayloads(Instant before) {
    // Nothing here grows old.
  }

  @Override
  public synchronized void erase(Message left) {
    messages.keySet().removeIf(id -> id.startsWith(left.postId()) && !id.equals(left.id()));
    messages.replace(left.id(), left.payload());
    stored
        .values()
        .removeIf(
            known ->
                known.due() == null
                    && known.delivery().postId().equals(left.postId())
                    && known.delivery().revision() != left.revision());
  }

  @Override
  public synchronized void forget(String postId) {
    stored.values().removeIf(known -> known.delivery().postId().equals(postId));
  }

  private boolean replaceIf(
      Delivery seen, Predicate<Stored> condition, Delivery next, Lease lease) {
    Stored known = stored.get(seen.id());
    if (known == null || known.delivery().version() != seen.version() || !condition.test(known)) {
      return false;
    }
    put(next, lease);
    return true;
  }

  private void put(Delivery delivery, Lease lease) {
    Instant due = delivery.nextAttemptAt();
    stored.put(delivery.id(), new Stored(delivery, due == null ? Instant.EPOCH : due, lease));
  }
}
