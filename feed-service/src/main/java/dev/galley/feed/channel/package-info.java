/** What ways of telling people have in common: when one is left alone, and that mails are mails. */
@NullMarked
package dev.galley.feed.channel;

import org.jspecify.annotations.NullMarked;
