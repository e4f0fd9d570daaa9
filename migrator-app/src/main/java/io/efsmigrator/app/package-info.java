/** The application: the one place where rooms are wired to each other. */
@NullMarked
package io.efsmigrator.app;

import org.jspecify.annotations.NullMarked;
