package dev.galley.stream;

import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics that a service reads and writes; those that are missing are made before its consumers
 * start. A bean of the service.
 */
@FunctionalInterface
public interface ServiceTopics {

  List<NewTopic> with(TopicSettings settings);
}
