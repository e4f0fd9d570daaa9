/** SSH for tests: keys, a real OpenSSH server on loopback, and a wire that can be cut. */
@NullMarked
package io.efsmigrator.app.ssh;

import org.jspecify.annotations.NullMarked;
