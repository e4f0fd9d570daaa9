package io.efsmigrator.manifest;

/**
 * How fast a run may go: asked before each piece of work that costs the file systems something, and
 * returns when the work may be done.
 *
 * <p>The source serves live calls while it is copied, so an operator must be able to hold the copy
 * back. An implementation may wait in any of these calls, but not beyond a stop of the run: the work
 * in hand is then let through, so that the run ends soon. Safe for many threads; an interrupt ends a
 * wait and stays set.
 */
public interface Pace {

  /** Nothing is held back. */
  Pace UNLIMITED = new Pace() {
    @Override
    public void files(int count) {}

    @Override
    public void requests(int count) {}

    @Override
    public void bytes(long count) {}
  };

  /** So many entries are about to be copied or verified. */
  void files(int count);

  /** So many requests, as well as the client can count them, are about to be sent to a server. */
  void requests(int count);

  /** So many bytes of content are about to be read, and written if it is a copy. */
  void bytes(long count);
}
