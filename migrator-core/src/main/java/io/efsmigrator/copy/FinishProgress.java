package io.efsmigrator.copy;

import io.efsmigrator.manifest.Found;

/**
 * How far the finishing has come: numbers of the whole pass so far, and what the last batch found.
 *
 * @param links names linked
 * @param deletes entries removed
 * @param directories directories whose attributes are set
 * @param problems entries that could not be finished
 * @param finished whether nothing is left to do
 * @param found problems of the batch, counted by entries; the first batch after a restart hands those of
 *     the last one over again
 */
public record FinishProgress(long links, long deletes, long directories, long problems,
    boolean finished, Found found) {}
