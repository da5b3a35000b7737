/** What may become a file of the site: its type, its size in pixels, and whether it is whole. */
@NullMarked
package dev.galley.post.asset.inspect;

import org.jspecify.annotations.NullMarked;
