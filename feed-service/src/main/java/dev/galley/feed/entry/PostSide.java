package dev.galley.feed.entry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the newest post event says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PublishedPost.class, name = "published"),
  @JsonSubTypes.Type(value = UnpublishedPost.class, name = "unpublished")
})
sealed interface PostSide permits PublishedPost, UnpublishedPost {

  String postId();

  long revision();
}
