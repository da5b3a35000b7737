/** Mails: how they are written, signed, and handed to a server or kept in a folder. */
@NullMarked
package dev.galley.feed.mail;

import org.jspecify.annotations.NullMarked;
