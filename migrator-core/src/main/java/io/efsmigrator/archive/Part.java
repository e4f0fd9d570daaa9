package io.efsmigrator.archive;

import io.efsmigrator.manifest.Sha256;

/**
 * A part of an upload as the store has it.
 *
 * @param number 1 to 10,000
 * @param sizeBytes its length
 * @param sha256 its hash, checked by the store
 * @param tag the store's own word for it, to be given back
 */
public record Part(int number, long sizeBytes, Sha256 sha256, String tag) {}
