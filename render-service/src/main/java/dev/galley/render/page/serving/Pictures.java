package dev.galley.render.page.serving;

import dev.galley.render.page.index.PageEntry;
import java.time.Instant;

/**
 * Says on a page what is known of the site's pictures: how large they are, and in which sizes they
 * are there. Done when a page is taken up for being served, since pictures change without the posts
 * that show them.
 */
public interface Pictures {

  /** For pages that are to stay as they were rendered. */
  Pictures PLAIN =
      new Pictures() {
        @Override
        public long state(PageEntry page) {
          return 0;
        }

        @Override
        public String dressed(String html) {
          return html;
        }

        @Override
        public Instant changedAt(PageEntry page) {
          return Instant.MIN;
        }
      };

  /** Differs when {@link #dressed} would write something else. */
  long state(PageEntry page);

  /** The page with what is known now, and without what is not good for readers any more. */
  String dressed(String html);

  /** When what is known of the page's pictures changed last. */
  Instant changedAt(PageEntry page);
}
