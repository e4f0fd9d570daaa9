/**
 * Whether the target really holds what the source held.
 *
 * <p>{@link io.efsmigrator.verify.ContentVerifier} takes one ledger entry after the other and reads the
 * file back from the target's server, not from the memory of the machine that wrote it. The hash
 * computed while copying is the witness; the source is read again only where there is no hash or it
 * does not agree. On a live source a file may have moved on since, and that is said apart from a
 * difference. Names, types, owners, modes and times are not looked at here: the scan does that by
 * comparing both trees once more.
 *
 * <p>Verification writes to neither tree and keeps nothing, so after a crash it is simply done again.
 * {@link io.efsmigrator.verify.Sha256Sums} hands the hashes on in a form that a stranger can check
 * years later without this program.
 */
@NullMarked
package io.efsmigrator.verify;

import org.jspecify.annotations.NullMarked;
