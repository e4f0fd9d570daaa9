/**
 * The port {@code Mounts} over the kernel's own table of mounts and {@code mount(8)}.
 *
 * <p>A copy into a mount point on which nothing is mounted fills the root disk, so a path counts as
 * a file system only when {@code /proc/self/mountinfo} says so. Nothing here unmounts.
 */
@NullMarked
package io.efsmigrator.app.mounts;

import org.jspecify.annotations.NullMarked;
