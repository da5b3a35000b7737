package dev.galley.post.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes here.
 *
 * @param id never changes, and is nobody else's later
 * @param name for people, as history and audit show it; no two people have the same, whatever its
 *     case
 * @param slug the author's: what {@code authors} of posts name; no two people have the same
 * @param email where sign-in links go; no two people have the same, whatever its case; null for
 *     somebody who signs in by other means
 * @param role one for people
 * @param version one more with each change, for {@code If-Match}
 */
public record Person(
    String id,
    String name,
    String slug,
    @Nullable String email,
    Role role,
    Instant createdAt,
    long version) {}
