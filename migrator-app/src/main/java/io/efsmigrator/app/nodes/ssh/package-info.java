/**
 * The connection to a node over SSH: whom it trusts, how it proves who we are, and that it comes back.
 *
 * <p>{@link SshConnection} keeps one connection and opens it again when it is lost; nothing in here
 * runs a command twice, because nothing in here repeats one. A host key is believed if it is pinned or
 * in known_hosts ({@link HostTrust}); there is no mode in which an unknown one is believed by the way:
 * {@link HostKeys} writes it to known_hosts beforehand, when an operator asks for that. Keys and the
 * agent are in {@link Identities} and {@link AgentSocket}; no password is ever asked for or sent.
 */
@NullMarked
package io.efsmigrator.app.nodes.ssh;

import org.jspecify.annotations.NullMarked;
