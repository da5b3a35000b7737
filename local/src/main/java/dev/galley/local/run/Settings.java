package dev.galley.local.run;

import java.util.OptionalInt;

/**
 * What the user has chosen for a run.
 *
 * @param data where everything is kept
 * @param port the port of the site
 * @param kafkaPort the port of the broker; absent to take 9092 or the next one that is free
 */
public record Settings(DataFolder data, int port, OptionalInt kafkaPort) {}
