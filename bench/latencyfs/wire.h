/* The wire between client and server: a number of slots, a time for each round trip, and counters. */
#ifndef LATENCYFS_WIRE_H
#define LATENCYFS_WIRE_H

#include <stdint.h>
#include <stdio.h>

/* What crosses the wire, and last what FUSE sends but an NFSv4.1 client would not. */
enum kind {
  LOOKUP, GETATTR, OPENDIR, READDIR, READLINK, STATFS, OPEN, READ, CLOSE,
  CREATE, OPEN_TRUNCATE, WRITE, COMMIT, CLOSE_WRITTEN,
  SETATTR, MKDIR, MKNOD, SYMLINK, LINK, RENAME, REMOVE,
  KINDS_CHARGED,
  LOOKUP_BEFORE_CREATE = KINDS_CHARGED, LOOKUP_BEFORE_OPEN, READDIR_PART, WRITE_PART, CLOSE_AGAIN,
  KINDS
};

/* What a SETATTR changes; counted besides, because one may change several. */
enum attribute { SET_MODE, SET_OWNER, SET_SIZE, SET_TIMES, ATTRIBUTES };

/* More than any client has. */
#define MOST_SLOTS 1024

void wire_open(int64_t read_ns, int64_t write_ns, int slots);
void wire_latency(int64_t read_ns, int64_t write_ns);

/* Nanoseconds of the clock that all times of a wire are of. */
int64_t wire_now(void);

/* Another request has come: what follows is charged to it. */
void wire_request(void);

/* When the answer to the request in hand is due; 0 if it made no round trip. */
int64_t wire_due(void);

/*
 * A round trip of the request in hand, in the first slot that is free, and in the same one after another trip of it.
 * Nothing waits here: the server's work is done at once, and its answer kept until it is due.
 */
void trip(enum kind kind);

/* Counts without a slot and without time. */
void count(enum kind kind, int64_t times);
void count_attribute(enum attribute attribute);
void count_bytes(int64_t read, int64_t written);

void wire_reset(void);
void wire_print(FILE *out);

#endif
