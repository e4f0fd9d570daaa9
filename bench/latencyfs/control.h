/* Questions to a running latencyfs, over a socket of its own. */
#ifndef LATENCYFS_CONTROL_H
#define LATENCYFS_CONTROL_H

/* Answers from now on, in a thread: "counts", "reset", "latency READ_US WRITE_US". */
void control_listen(const char *socket_path);

/* The other side: sends the words, prints the answer; the exit code. */
int control_ask(const char *socket_path, const char *words);

#endif
