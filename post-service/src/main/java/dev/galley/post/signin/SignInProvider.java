package dev.galley.post.signin;

import org.jspecify.annotations.Nullable;

/**
 * Who else vouches for people here: the page that asks somebody to sign in offers it.
 *
 * @param name as people know it; null for nobody
 */
public record SignInProvider(@Nullable String name) {}
