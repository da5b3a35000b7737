package dev.galley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What {@value Topics#PAGES} carries. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PageRendered.class, name = EventTypes.PAGE_RENDERED),
  @JsonSubTypes.Type(value = PageRemoved.class, name = EventTypes.PAGE_REMOVED)
})
public sealed interface PageEvent extends Event permits PageRendered, PageRemoved {

  /** The post's id. */
  String postId();

  @Override
  default String subject() {
    return postId();
  }
}
