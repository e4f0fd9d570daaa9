/** Benchmarks of the scan; here, because they measure what is not public. */
@NullMarked
package io.efsmigrator.scan;

import org.jspecify.annotations.NullMarked;
