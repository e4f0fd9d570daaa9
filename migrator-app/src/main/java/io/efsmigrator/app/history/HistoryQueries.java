package io.efsmigrator.app.history;

/** Questions to the repository. Every answer is one consistent picture of a moment. */
public interface HistoryQueries extends AutoCloseable {

  /** Answers one question. */
  Rows ask(Question question);

  @Override
  void close();
}
