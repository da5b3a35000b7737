/**
 * Who clients are by address, and what each may take of the web server: connections, and threads
 * that wait for it.
 */
@NullMarked
package dev.galley.web.connection;

import org.jspecify.annotations.NullMarked;
