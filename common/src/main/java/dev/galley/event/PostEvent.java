package dev.galley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What {@value Topics#POSTS} carries. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PostPublished.class, name = EventTypes.POST_PUBLISHED),
  @JsonSubTypes.Type(value = PostUnpublished.class, name = EventTypes.POST_UNPUBLISHED)
})
public sealed interface PostEvent extends Event permits PostPublished, PostUnpublished {

  /** The post's id. */
  String postId();

  @Override
  default String subject() {
    return postId();
  }

  /** The name of the post in its URL, {@code [a-z0-9-]+}. */
  String slug();
}
