/**
 * What the database knows, read by anyone at any time without harm to a run.
 *
 * <p>One question, {@link io.efsmigrator.app.history.HistoryQueries}, three ways to the answer: the
 * process that owns the H2 file answers over loopback ({@link io.efsmigrator.app.history.OwnerServer});
 * if nobody owns it, the file is opened read-only for the moment of the question; PostgreSQL is simply
 * asked. {@link io.efsmigrator.app.history.History} chooses. No Spring context is needed, so a cold
 * {@code status} answers at once. A reader holds no lock that a run or its start would wait for.
 */
@NullMarked
package io.efsmigrator.app.history;

import org.jspecify.annotations.NullMarked;
