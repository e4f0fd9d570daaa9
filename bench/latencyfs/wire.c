#define _GNU_SOURCE
#include "wire.h"

#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>
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

static sem_t slots;
static atomic_llong latency[2];
static atomic_llong counts[KINDS];
static atomic_llong attributes[ATTRIBUTES];
static atomic_llong bytes_read, bytes_written;
static atomic_llong first, last, held, waited;
static atomic_int in_flight, peak;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int write_class(enum kind kind) {
  return kind >= CREATE && kind < KINDS_CHARGED;
}

void wire_open(int64_t read_ns, int64_t write_ns, int number_of_slots) {
  sem_init(&slots, 0, number_of_slots);
  wire_latency(read_ns, write_ns);
}

void wire_latency(int64_t read_ns, int64_t write_ns) {
  latency[0] = read_ns;
  latency[1] = write_ns;
}

struct trip trip_begin(enum kind kind) {
  int64_t asked = now();
  while (sem_wait(&slots) != 0 && errno == EINTR) {
  }
  int64_t began = now();
  long long none = 0;
  atomic_compare_exchange_strong(&first, &none, asked);
  waited += began - asked;
  int mine = ++in_flight;
  int seen = peak;
  while (mine > seen && !atomic_compare_exchange_weak(&peak, &seen, mine)) {
  }
  counts[kind]++;
  return (struct trip){kind, began};
}

void trip_end(struct trip trip) {
  int64_t due = trip.began + latency[write_class(trip.kind)];
  struct timespec until = {due / 1000000000LL, due % 1000000000LL};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) {
  }
  int64_t ended = now();
  held += ended - trip.began;
  last = ended;
  in_flight--;
  sem_post(&slots);
}

void trip(enum kind kind) {
  trip_end(trip_begin(kind));
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
  peak = in_flight;
}

void wire_print(FILE *out) {
  long long reads = 0, writes = 0;
  for (int i = 0; i < KINDS_CHARGED; i++) {
    *(write_class(i) ? &writes : &reads) += counts[i];
  }
  double seconds = (last - first) / 1e9;
  fprintf(out, "requests %lld\nread-class %lld\nwrite-class %lld\n", reads + writes, reads, writes);
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
