/**
 * Announcements: one document for each, any number of recipients by any number of channels, told by
 * any number of instances.
 */
@NullMarked
package dev.galley.feed.announcement;

import org.jspecify.annotations.NullMarked;
