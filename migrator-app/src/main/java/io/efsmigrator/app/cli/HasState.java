package io.efsmigrator.app.cli;

/** A command that knows its state folder, so that its errors can be logged there. */
interface HasState {

  StateOptions state();
}
