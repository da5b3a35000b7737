/** Secrets of subscribers: sealed where they are stored, and what is signed with them. */
@NullMarked
package dev.galley.feed.secret;

import org.jspecify.annotations.NullMarked;
