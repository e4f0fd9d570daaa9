/**
 * The page of {@code migrator serve}: where every migration stands, as it moves, in a browser.
 *
 * <p>{@link io.efsmigrator.app.serve.PageServer} starts it. What is shown is read as {@code status} reads
 * it, only while somebody looks, and by whoever holds the token that was printed at the start: requests
 * without it, from pages of other origins or by another host name are refused. A page changes nothing
 * unless actions were allowed; then it runs the very commands that an operator would type, in a process
 * of their own. Names from outside are data on their way to the page and text on it: its policy lets
 * no script run but its own, and no text become markup.
 */
@NullMarked
package io.efsmigrator.app.serve;

import org.jspecify.annotations.NullMarked;
