package dev.galley.feed.entry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.galley.event.PageRemoved;

/** What the newest page event says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RenderedPage.class, name = "live"),
  @JsonSubTypes.Type(value = PageSide.Removed.class, name = "gone")
})
sealed interface PageSide permits RenderedPage, PageSide.Removed {

  String postId();

  long revision();

  /**
   * A post's page is no longer served.
   *
   * @param revision the revision that removed it
   */
  record Removed(String postId, long revision) implements PageSide {

    static Removed of(PageRemoved event) {
      return new Removed(event.postId(), event.revision());
    }
  }
}
