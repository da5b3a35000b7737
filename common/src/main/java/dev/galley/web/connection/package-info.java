/** What a client may take of the web server: connections, and threads that wait for it. */
@NullMarked
package dev.galley.web.connection;

import org.jspecify.annotations.NullMarked;
