/**
 * The manifest into the target tree.
 */
@NullMarked
package io.efsmigrator.copy;

import org.jspecify.annotations.NullMarked;
