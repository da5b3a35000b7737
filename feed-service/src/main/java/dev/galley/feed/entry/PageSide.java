package dev.galley.feed.entry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the newest page event says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RenderedPage.class, name = "live"),
  @JsonSubTypes.Type(value = RemovedPage.class, name = "gone")
})
sealed interface PageSide permits RenderedPage, RemovedPage {

  String postId();

  long revision();
}
