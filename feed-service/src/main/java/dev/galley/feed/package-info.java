/** The feed service: its application class and nothing else. */
@NullMarked
package dev.galley.feed;

import org.jspecify.annotations.NullMarked;
