package dev.galley.post.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit.
 *
 * @param id sorts by time
 * @param by absent for somebody unknown
 * @param from the client's address
 * @param subject the id of what it was done to; absent where there is none
 * @param detail more about it, for people; absent where the action says all
 */
record AuditEntry(
    String id,
    Instant at,
    AuditAction action,
    @Nullable Who by,
    String from,
    @Nullable String subject,
    @Nullable String detail) {}
