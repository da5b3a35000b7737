@NullMarked
package dev.galley.local.broker;

import org.jspecify.annotations.NullMarked;
