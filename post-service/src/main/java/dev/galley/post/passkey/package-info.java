/** Passkeys: people sign in with what their device or security key holds (WebAuthn). */
@NullMarked
package dev.galley.post.passkey;

import org.jspecify.annotations.NullMarked;
