/**
 * What happened, to be read in the morning and handed to a colleague: one HTML file, or JSON.
 *
 * <p>{@link io.efsmigrator.app.report.Report} is everything that the history knows of one migration,
 * {@link io.efsmigrator.app.report.ReportPage} puts it on a page that needs no network and no second
 * file. The page is built by a template that escapes every value; scripts run only if their hash is
 * one of the page's own, so a file name cannot become a program even if an escape were forgotten.
 * Nothing here writes to the history or touches a file system that is migrated.
 */
@NullMarked
package io.efsmigrator.app.report;

import org.jspecify.annotations.NullMarked;
