package io.efsmigrator.stage;

import java.time.Instant;

/** A person's yes. */
public record Approval(String actor, String comment, Instant decidedAt) {}
