/**
 * The operator's {@code migration.yaml}, read and checked before anything else happens.
 *
 * <p>In comes a file, out come records: {@link io.efsmigrator.app.config.MigrationFile} reads,
 * {@link io.efsmigrator.app.config.MigrationConfig} is what it found. Whatever is wrong leaves as
 * one {@link io.efsmigrator.app.config.ConfigurationException} that names file, line, key and what
 * would be allowed; nothing has been touched by then. Relative paths are relative to the file, so a
 * directory with its {@code migration.yaml} can be moved. The settings flatten to plain keys and
 * values, which is what a restart compares to say what changed. They never hold a secret.
 */
@NullMarked
package io.efsmigrator.app.config;

import org.jspecify.annotations.NullMarked;
