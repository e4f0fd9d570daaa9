/* Questions to a running latencyfs, over a socket of its own. */
#ifndef LATENCYFS_CONTROL_H
#define LATENCYFS_CONTROL_H

/* A socket that takes questions: "counts", "reset", "latency READ_US WRITE_US". */
int control_listen(const char *socket_path);

/* Answers who has just asked. */
void control_answer(int listener);

/* The other side: sends the words, prints the answer; the exit code. */
int control_ask(const char *socket_path, const char *words);

#endif
