/**
 * Both trees, directory by directory, into a manifest.
 */
@NullMarked
package io.efsmigrator.scan;

import org.jspecify.annotations.NullMarked;
