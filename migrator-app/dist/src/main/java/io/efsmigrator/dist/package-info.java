/**
 * What the package has and the program does not need: its manual pages, made from its commands.
 *
 * <p>Runs while the package is built, never afterwards, and is no part of it.
 */
@NullMarked
package io.efsmigrator.dist;

import org.jspecify.annotations.NullMarked;
