/**
 * What a pass has to do and what it has done: the files in which the data rooms meet.
 *
 * <p>The scan writes {@link io.efsmigrator.manifest.ManifestEntry entries} into segments; groups of
 * segments are {@link io.efsmigrator.manifest.Partition partitions}; the copy reads a partition in
 * order and appends what became of each entry to that partition's
 * {@link io.efsmigrator.manifest.Ledger}; verification reads the ledger.
 * {@link io.efsmigrator.manifest.PassDirectory} names every file of a pass.
 *
 * <p>After a crash these files are right and everything else is a hint. Each carries its own committed
 * position: a segment is cut back to the length in the scan's checkpoint, a ledger to its last whole
 * block, and a small file is either the old one or the new one. Segments and ledgers are plain Avro
 * object files (blocks compressed by zstd with a checksum), so other tools read them as well. What is
 * only ours, and may be as large as the tree, is a {@link io.efsmigrator.manifest.RecordLog}, sorted on
 * disk where it has to be.
 */
@NullMarked
package io.efsmigrator.manifest;

import org.jspecify.annotations.NullMarked;
