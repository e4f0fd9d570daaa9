package io.efsmigrator.app.job;

import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.VerifyMode;
import java.nio.file.Path;

/**
 * What is to be copied where, and how.
 *
 * @param runDirectory folder of the passes of this migration
 * @param roots remembers what the two directories are
 */
public record CopyWork(Path source, Path target, Path runDirectory, CopySettings copy,
    DeletePolicy deletes, VerifyMode verify, Roots roots) {}
