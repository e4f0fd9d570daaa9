/**
 * Recordings to an object store: what a filter selects in a source, uploaded, verified, listed in a
 * manifest and, only if that was ordered, deleted from the source.
 *
 * <ol>
 * <li>{@code SelectRecordings} walks the source and notes what is to be archived.
 * <li>{@code UploadRecordings} reads each recording, hashes it and stores it under a key made of its
 * path. A recording that changes meanwhile is left.
 * <li>{@code VerifyArchive} asks the store for its own checksum of each object and compares it with
 * that of what was read.
 * <li>{@code WriteManifest} stores the list of what was verified beside the objects.
 * <li>{@code DeleteArchived} asks all of that again for each recording, then takes it away.
 * </ol>
 *
 * <p>Each step takes the records of one log and appends what became of them to two others: passed, or
 * left with a reason. So a later step can only ever see what passed the one before. A portion is
 * durable in the logs before the checkpoint says so; a kill repeats at most one portion, and every
 * piece of work looks before it acts. The store is a port: nothing here knows which one it is.
 */
@NullMarked
package io.efsmigrator.archive;

import org.jspecify.annotations.NullMarked;
