/** The feeds: Atom, RSS and JSON Feed of all posts, of one tag, of one author. */
@NullMarked
package dev.galley.feed.syndication;

import org.jspecify.annotations.NullMarked;
