package dev.galley.local.broker;

import dev.galley.event.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that stands alone: nobody else has its data, and memory is scarce. */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String LISTENER = "PLAINTEXT";
  private static final String MEGABYTE = "1048576";

  private BrokerSettings() {}

  static Map<String, String> of(Path logs, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    listeners(settings, port, controllerPort);
    storage(settings, logs);
    coordinators(settings);
    resources(settings);
    return settings;
  }

  private static void listeners(Map<String, String> settings, int port, int controllerPort) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("inter.broker.listener.name", LISTENER);
    settings.put(
        "listeners",
        LISTENER
            + "://127.0.0.1:"
            + port
            + ","
            + CONTROLLER_LISTENER
            + "://127.0.0.1:"
            + controllerPort);
    settings.put("advertised.listeners", LISTENER + "://127.0.0.1:" + port);
    settings.put(
        "listener.security.protocol.map",
        LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
  }

  private static void storage(Map<String, String> settings, Path logs) {
    settings.put("log.dirs", logs.toString());
    // One replica has nobody to recover from: a record is on disk before it is acknowledged.
    settings.put("log.flush.interval.messages", "1");
    settings.put("auto.create.topics.enable", "false");
    settings.put("delete.topic.enable", "false");
    settings.put("message.max.bytes", Integer.toString(Topics.MAX_DEAD_LETTER_BYTES));
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("unclean.leader.election.enable", "false");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("log.cleaner.io.buffer.size", "65536");
    settings.put("log.index.size.max.bytes", MEGABYTE);
  }

  private static void coordinators(Map<String, String> settings) {
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.coordinator.threads", "1");
  }

  private static void resources(Map<String, String> settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "3");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    // After a crash the controller waits this long for the broker's former self before it lets the
    // new one in; much shorter, and a busy machine loses its broker now and then.
    settings.put("broker.session.timeout.ms", "4000");
    settings.put("broker.heartbeat.interval.ms", "1000");
    // Else the controller writes twice a second to its log that nothing has happened.
    settings.put("metadata.max.idle.interval.ms", "0");
    settings.put("metric.reporters", "");
  }
}
