/** What holds for the whole HTTP surface of this service: problems, limits, headers. */
@NullMarked
package dev.galley.post.web;

import org.jspecify.annotations.NullMarked;
