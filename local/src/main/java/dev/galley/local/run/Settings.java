package dev.galley.local.run;

import java.util.OptionalInt;

/**
 * What the user has chosen for a run.
 *
 * @param data where everything is kept
 * @param port the port of the site
 * @param kafkaPort the port of the broker; absent to take 9092 or the next one that is free
 * @param compact whether the store's file is written anew, without what was deleted
 */
public record Settings(DataFolder data, int port, OptionalInt kafkaPort, boolean compact) {}
