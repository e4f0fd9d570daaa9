package io.efsmigrator.scan;

import io.efsmigrator.manifest.Found;

/**
 * How far a scan has come: numbers of the whole pass so far, and what the last batch found.
 *
 * @param directories directories of the source listed
 * @param entries entries seen in the source
 * @param toCopy entries that need work, hard links included
 * @param bytesToCopy content of the files among them
 * @param toDelete entries to remove from the target
 * @param problems problems found
 * @param completeSegments segments to copy that are committed and take no more entries
 * @param finished whether nothing is left to scan, and no problem to hand over
 * @param found problems of the batch, or those of them that are next; the first answers after a restart
 *     hand those of the last committed batch over again
 */
public record ScanProgress(long directories, long entries, long toCopy, long bytesToCopy,
    long toDelete, long problems, int completeSegments, boolean finished, Found found) {}
