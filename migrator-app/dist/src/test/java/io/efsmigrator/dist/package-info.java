/** The package as it is handed on, where there is no Java but its own. */
@NullMarked
package io.efsmigrator.dist;

import org.jspecify.annotations.NullMarked;
