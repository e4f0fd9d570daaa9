/**
 * What the migrator keeps in the database beside Spring Batch's tables.
 *
 * <p>Each class is the one writer of its table; most of them are ports of core over JDBC. In come
 * facts a stage or a step wants kept, out go the same facts after a restart. What a method returned
 * from is committed, unless a transaction of a chunk is open: then it is committed with the chunk.
 */
@NullMarked
package io.efsmigrator.app.state;

import org.jspecify.annotations.NullMarked;
