/**
 * Tells people who are not looking how a run ended.
 *
 * <p>{@link io.efsmigrator.app.notify.Notice} is what is told, {@link io.efsmigrator.app.notify.Webhook}
 * one way, a topic of Amazon SNS the other. Nothing here can fail a run: whatever goes wrong becomes one line beside its outcome. The
 * address of a webhook is a secret; it is read from the environment or from a file and is in no
 * message and in no log. A run that is killed tells nobody: who must know of that watches
 * {@code migrator status} from outside.
 */
@NullMarked
package io.efsmigrator.app.notify;

import org.jspecify.annotations.NullMarked;
