/** Secrets: sealed where they are stored, and the messages and links that are signed. */
@NullMarked
package dev.galley.feed.secret;

import org.jspecify.annotations.NullMarked;
