/** Tests of the whole product, from outside: over HTTP, Kafka and signals. */
package dev.galley.local.system;
