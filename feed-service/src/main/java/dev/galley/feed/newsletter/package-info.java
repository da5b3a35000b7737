/** Announcements by e-mail: at once, as digests and as corrections, and what came back. */
@NullMarked
package dev.galley.feed.newsletter;

import org.jspecify.annotations.NullMarked;
