/** Benchmarks of segments, ledgers and hashes; here, because they measure what is not public. */
@NullMarked
package io.efsmigrator.manifest;

import org.jspecify.annotations.NullMarked;
