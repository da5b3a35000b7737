/** How somebody comes to a session: by a token, a link, a mail, or who vouches for them. */
@NullMarked
package dev.galley.post.signin;

import org.jspecify.annotations.NullMarked;
