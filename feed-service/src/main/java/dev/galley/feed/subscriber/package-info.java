/** Who takes the site's posts by e-mail: how they come, what they chose, and how they leave. */
@NullMarked
package dev.galley.feed.subscriber;

import org.jspecify.annotations.NullMarked;
