/** Who may manage webhooks: whoever holds a token of post-service. */
@NullMarked
package dev.galley.feed.access;

import org.jspecify.annotations.NullMarked;
