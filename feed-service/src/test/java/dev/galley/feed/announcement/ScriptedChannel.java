package dev.galley.feed.announcement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A channel whose recipients, and what comes of telling them, a test decides. */
final class ScriptedChannel implements Channel {

  /** What comes of an attempt. */
  interface Script {
    /**
     * @param attempt which attempt to this recipient, from 1
     */
    Outcome outcome(String recipient, int attempt);
  }

  final List<String> recipients = new ArrayList<>();
  final List<String> attempts = new ArrayList<>();
  Script script = (recipient, attempt) -> new Outcome.Delivered();
  Runnable point = () -> {};
  private final String name;
  private final boolean repeatable;
  private final boolean named;

  private ScriptedChannel(String name, boolean repeatable, boolean named) {
    this.name = name;
    this.repeatable = repeatable;
    this.named = named;
  }

  /** Each recipient has a line on the timeline, and knows a repetition. */
  static ScriptedChannel named(String... recipients) {
    ScriptedChannel channel = new ScriptedChannel("webhook", true, true);
    channel.recipients.addAll(List.of(recipients));
    return channel;
  }

  /** There is one line for all, and nobody must be told twice. */
  static ScriptedChannel unnamed(String... recipients) {
    ScriptedChannel channel = new ScriptedChannel("email", false, false);
    channel.recipients.addAll(List.of(recipients));
    return channel;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Recipient> recipients(Announcement announcement, String after, int limit) {
    return recipients.stream()
        .filter(id -> after == null || id.compareTo(after) > 0)
        .sorted(Comparator.naturalOrder())
        .limit(limit)
        .map(id -> new Recipient(id, "Label of " + id))
        .toList();
  }

  @Override
  public Outcome attempt(Announcement announcement, Delivery delivery) {
    point.run();
    String recipient = delivery.recipientId();
    attempts.add(recipient);
    int attempt = (int) attempts.stream().filter(recipient::equals).count();
    Outcome outcome = script.outcome(recipient, attempt);
    point.run();
    return outcome;
  }

  @Override
  public boolean repeatable() {
    return repeatable;
  }

  @Override
  public boolean namesRecipients() {
    return named;
  }

  @Override
  public int workers() {
    return 1;
  }
}
