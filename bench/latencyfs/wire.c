#define _GNU_SOURCE
#include "wire.h"

#include <time.h>

static const char *const NAMES[KINDS] = {
  [LOOKUP] = "LOOKUP", [GETATTR] = "GETATTR", [OPENDIR] = "GETATTR(opendir)", [READDIR] = "READDIR",
  [READLINK] = "READLINK", [STATFS] = "STATFS", [OPEN] = "OPEN", [READ] = "READ", [CLOSE] = "CLOSE",
  [CREATE] = "OPEN(create)", [OPEN_TRUNCATE] = "OPEN(truncate)", [WRITE] = "WRITE",
  [COMMIT] = "COMMIT", [CLOSE_WRITTEN] = "CLOSE(written)", [SETATTR] = "SETATTR", [MKDIR] = "MKDIR",
  [MKNOD] = "MKNOD", [SYMLINK] = "SYMLINK", [LINK] = "LINK", [RENAME] = "RENAME", [REMOVE] = "REMOVE",
  [LOOKUP_BEFORE_CREATE] = "lookup-before-create", [LOOKUP_BEFORE_OPEN] = "lookup-before-open",
  [READDIR_PART] = "readdir-part", [WRITE_PART] = "write-part", [CLOSE_AGAIN] = "close-again",
};

static const char *const ATTRIBUTE_NAMES[ATTRIBUTES] = {
  [SET_MODE] = "mode", [SET_OWNER] = "owner", [SET_SIZE] = "size", [SET_TIMES] = "times",
};

static int slots;
static int64_t free_at[MOST_SLOTS];
static int64_t latency[2];
static int64_t asked, due; /* Of the request in hand. */
static int slot;           /* Its slot, once it has one. */
static int64_t counts[KINDS];
static int64_t attributes[ATTRIBUTES];
static int64_t bytes_read, bytes_written;
static int64_t first, last, held, waited;
static int peak;

int64_t wire_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int write_class(enum kind kind) {
  return kind >= CREATE && kind < KINDS_CHARGED;
}

void wire_open(int64_t read_ns, int64_t write_ns, int number_of_slots) {
  slots = number_of_slots;
  wire_latency(read_ns, write_ns);
}

void wire_latency(int64_t read_ns, int64_t write_ns) {
  latency[0] = read_ns;
  latency[1] = write_ns;
}

void wire_request(void) {
  asked = wire_now();
  due = 0;
}

int64_t wire_due(void) {
  return due;
}

static void take_slot(void) {
  int in_flight = 1;
  slot = 0;
  for (int i = 0; i < slots; i++) {
    slot = free_at[i] < free_at[slot] ? i : slot;
  }
  due = free_at[slot] > asked ? free_at[slot] : asked;
  for (int i = 0; i < slots; i++) {
    in_flight += free_at[i] > due;
  }
  waited += due - asked;
  peak = in_flight > peak ? in_flight : peak;
  first = first == 0 ? asked : first;
}

void trip(enum kind kind) {
  if (due == 0) {
    take_slot();
  }
  due += latency[write_class(kind)];
  free_at[slot] = due;
  held += latency[write_class(kind)];
  last = due > last ? due : last;
  counts[kind]++;
}

void count(enum kind kind, int64_t times) {
  counts[kind] += times;
}

void count_attribute(enum attribute attribute) {
  attributes[attribute]++;
}

void count_bytes(int64_t read, int64_t written) {
  bytes_read += read;
  bytes_written += written;
}

void wire_reset(void) {
  for (int i = 0; i < KINDS; i++) {
    counts[i] = 0;
  }
  for (int i = 0; i < ATTRIBUTES; i++) {
    attributes[i] = 0;
  }
  bytes_read = bytes_written = first = last = held = waited = 0;
  peak = 0;
}

void wire_print(FILE *out) {
  int64_t reads = 0, writes = 0;
  for (int i = 0; i < KINDS_CHARGED; i++) {
    *(write_class(i) ? &writes : &reads) += counts[i];
  }
  double seconds = (last - first) / 1e9;
  fprintf(out, "requests %lld\nread-class %lld\nwrite-class %lld\n", (long long)(reads + writes), (long long)reads,
    (long long)writes);
  fprintf(out, "seconds-busy %.3f\nslots-peak %d\nslots-mean %.1f\nwaited-for-slot-seconds %.3f\n",
    seconds, peak, seconds > 0 ? held / 1e9 / seconds : 0.0, waited / 1e9);
  fprintf(out, "bytes-read %lld\nbytes-written %lld\n", (long long)bytes_read, (long long)bytes_written);
  for (int i = 0; i < KINDS; i++) {
    if (counts[i] != 0) {
      fprintf(out, "%s %s %lld\n", i >= KINDS_CHARGED ? "free" : write_class(i) ? "W" : "R", NAMES[i],
        (long long)counts[i]);
    }
  }
  for (int i = 0; i < ATTRIBUTES; i++) {
    if (attributes[i] != 0) {
      fprintf(out, "setattr-of %s %lld\n", ATTRIBUTE_NAMES[i], (long long)attributes[i]);
    }
  }
}
