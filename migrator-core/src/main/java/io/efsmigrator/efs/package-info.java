/**
 * Amazon EFS in the words of its API, without the API.
 *
 * <p>Identifiers check their pattern when they are made, states and modes are enums, and
 * {@link FileSystems} is the port through which everything is asked and ordered. Nothing here imports
 * the AWS SDK: an adapter translates, and every error arrives as an {@link EfsException} whose
 * {@link EfsException.Kind} says what a caller can do about it.
 *
 * <p>There is no way to delete a file system here, on purpose.
 */
@NullMarked
package io.efsmigrator.efs;

import org.jspecify.annotations.NullMarked;
