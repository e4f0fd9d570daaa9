/**
 * The port {@code FileSystems} over the AWS SDK: the only room that imports it.
 *
 * <p>Errors are told apart by the exception's class, never by the HTTP status, because the
 * 24-hour throughput rule and throttling share one status and deserve opposite answers. Only
 * {@code EfsSourceRemoval} can delete, and only the file system it was made for. Every call may be repeated after a crash: create calls carry a token or
 * are preceded by a look.
 */
@NullMarked
package io.efsmigrator.app.aws;

import org.jspecify.annotations.NullMarked;
