/** Signing in by an OpenID provider that the operator names. */
@NullMarked
package dev.galley.post.oidc;

import org.jspecify.annotations.NullMarked;
