/*
 * Makes the tree of a busy telephony cluster: recordings by hour, voicemail by mailbox. The same numbers make the same
 * tree, byte for byte and nanosecond for nanosecond. With --tiny every file has eight bytes, so that ten million are
 * made in minutes; with --holes it has its size and no content. Two other shapes, for what memory they take: all files in one directory, and backups made of hard
 * links.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FILES_PER_HOUR 120
#define FILES_PER_MAILBOX 20
#define HARD_LINK_EVERY 50
#define FILES_PER_BACKUP_FOLDER 1000
#define BACKUPS 10
#define NOISE (1 << 21)

static const time_t NEWEST = 1795392000; /* 2026-11-23 */

static uint64_t state;
static unsigned char noise[2 * NOISE];
static int tiny;
static int holes;
static long long entries, total_bytes;

static uint64_t next_random(void) {
  uint64_t z = state += 0x9e3779b97f4a7c15ULL;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
  return z ^ z >> 31;
}

static double uniform(void) {
  return ((next_random() >> 11) + 0.5) / 9007199254740992.0;
}

static void must(int result, const char *what) {
  if (result < 0) {
    fprintf(stderr, "maketree: %s: %s\n", what, strerror(errno));
    exit(1);
  }
}

/* Log-normal around the median; one in two thousand is a call of an hour. */
static size_t size_of_call(double median) {
  if (tiny) {
    return 8;
  }
  if (next_random() % 2000 == 0) {
    return NOISE - next_random() % 100000;
  }
  double normal = sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
  double bytes = median * exp(0.8 * normal);
  return bytes < 200 ? 200 : bytes > 1000000 ? 1000000 : (size_t)bytes;
}

static void set_time(int at, const char *name, time_t when, int flags) {
  struct timespec moment = {when, next_random() % 1000000000};
  struct timespec times[2] = {moment, moment};
  must(utimensat(at, name, times, flags), name);
}

static int folder(int at, const char *name) {
  if (mkdirat(at, name, 0750) != 0 && errno != EEXIST) {
    must(-1, name);
  }
  int descriptor = openat(at, name, O_RDONLY | O_DIRECTORY);
  must(descriptor, name);
  entries++;
  return descriptor;
}

static void file(int at, const char *name, size_t bytes, time_t when) {
  static const mode_t MODES[] = {0640, 0640, 0640, 0644, 0600, 0660};
  int descriptor = openat(at, name, O_WRONLY | O_CREAT | O_TRUNC, MODES[next_random() % 6]);
  must(descriptor, name);
  /* Another piece of the noise each time, so that no two files are the same. */
  const unsigned char *content = noise + next_random() % NOISE;
  must(holes ? ftruncate(descriptor, bytes) : write(descriptor, content, bytes) == (ssize_t)bytes ? 0 : -1, name);
  struct timespec moment = {when + (time_t)(next_random() % 3600), next_random() % 1000000000};
  struct timespec times[2] = {moment, moment};
  must(futimens(descriptor, times), name);
  close(descriptor);
  entries++;
  total_bytes += bytes;
}

static void recordings_of_hour(int day, int hour, time_t when, int files) {
  char name[64], last[64] = "";
  snprintf(name, sizeof name, "%02d", hour);
  int here = folder(day, name);
  for (int call = 0; call < files; call++) {
    snprintf(last, sizeof last, "%s-%d-%02d%02d%04d.wav", call % 2 ? "out" : "in", 100 + (int)(next_random() % 400),
      hour, call % 60, call);
    file(here, last, size_of_call(28000), when);
    if (call % HARD_LINK_EVERY == HARD_LINK_EVERY - 1) {
      snprintf(name, sizeof name, "kept-%d.wav", call);
      must(linkat(here, last, here, name, 0), name);
      entries++;
    }
  }
  must(symlinkat(last, here, "latest.wav"), "latest.wav");
  set_time(here, "latest.wav", when, AT_SYMLINK_NOFOLLOW);
  entries++;
  close(here);
  snprintf(name, sizeof name, "%02d", hour);
  set_time(day, name, when + 3600, 0);
}

static void recordings(int root, long files) {
  int top = folder(root, "recordings");
  for (long made = 0; made < files;) {
    time_t day = NEWEST - made / (24 * FILES_PER_HOUR) * 86400;
    struct tm date;
    gmtime_r(&day, &date);
    char name[16];
    snprintf(name, sizeof name, "%04d", date.tm_year + 1900);
    int year = folder(top, name);
    snprintf(name, sizeof name, "%02d", date.tm_mon + 1);
    int month = folder(year, name);
    snprintf(name, sizeof name, "%02d", date.tm_mday);
    int there = folder(month, name);
    for (int hour = 0; hour < 24 && made < files; hour++) {
      int now = files - made < FILES_PER_HOUR ? (int)(files - made) : FILES_PER_HOUR;
      recordings_of_hour(there, hour, day + hour * 3600, now);
      made += now;
    }
    set_time(month, name, day + 86400, 0);
    set_time(there, ".", day + 86400, 0);
    set_time(month, ".", day + 86400, 0);
    set_time(year, ".", day + 86400, 0);
    close(there), close(month), close(year);
  }
  set_time(top, ".", NEWEST, 0);
  close(top);
}

static void voicemail(int root, long files) {
  int top = folder(root, "voicemail");
  for (long made = 0, box = 0; made < files; box++) {
    char name[32];
    snprintf(name, sizeof name, "%05ld", 10000 + box);
    int account = folder(top, name);
    int inbox = folder(account, "INBOX");
    for (int i = 0; i < FILES_PER_MAILBOX && made < files; i++, made++) {
      time_t when = NEWEST - (time_t)(next_random() % (400 * 86400));
      snprintf(name, sizeof name, i % 2 ? "msg%04d.wav" : "msg%04d.txt", i / 2);
      file(inbox, name, i % 2 || tiny ? size_of_call(60000) : 300 + next_random() % 300, when);
    }
    set_time(inbox, ".", NEWEST - box % 86400, 0);
    set_time(account, ".", NEWEST - 86400, 0);
    close(inbox), close(account);
  }
  set_time(top, ".", NEWEST, 0);
  close(top);
}

/* One directory with all of them. */
static void flat(int root, long files) {
  int all = folder(root, "all");
  char name[64];
  for (long i = 0; i < files; i++) {
    snprintf(name, sizeof name, "in-%d-%010ld.wav", 100 + (int)(next_random() % 400), i);
    file(all, name, size_of_call(28000), NEWEST - i);
  }
  set_time(all, ".", NEWEST, 0);
  close(all);
}

/* Backups as tools make them that link what has not changed: each file has as many names as there are backups. */
static void linked(int root, long names) {
  int first = folder(root, "backup-0");
  for (long made = 0; made < names / BACKUPS; made += FILES_PER_BACKUP_FOLDER) {
    char name[64], inside[64];
    snprintf(inside, sizeof inside, "%06ld", made / FILES_PER_BACKUP_FOLDER);
    int here = folder(first, inside);
    for (int i = 0; i < FILES_PER_BACKUP_FOLDER; i++) {
      snprintf(name, sizeof name, "%ld.wav", made + i);
      file(here, name, size_of_call(28000), NEWEST - made - i);
    }
    for (int backup = 1; backup < BACKUPS; backup++) {
      snprintf(name, sizeof name, "backup-%d", backup);
      int other = folder(root, name), there = folder(other, inside);
      for (int i = 0; i < FILES_PER_BACKUP_FOLDER; i++) {
        snprintf(name, sizeof name, "%ld.wav", made + i);
        must(linkat(here, name, there, name, 0), name);
        entries++;
      }
      close(there), close(other);
    }
    close(here);
  }
  close(first);
}

int main(int argc, char **argv) {
  static const struct option OPTIONS[] = {{"tiny", no_argument, &tiny, 1},
    {"holes", no_argument, &holes, 1}, {"shape", required_argument, NULL, 's'},
    {"seed", required_argument, NULL, 'r'}, {NULL, 0, NULL, 0}};
  const char *shape = "calls";
  state = 20261123;
  for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
    if (option == 's') {
      shape = optarg;
    } else if (option == 'r') {
      state = strtoull(optarg, NULL, 10);
    } else if (option == '?') {
      optind = argc + 1;
    }
  }
  if (argc - optind != 2 || (strcmp(shape, "calls") && strcmp(shape, "flat") && strcmp(shape, "linked"))) {
    fputs("usage: maketree [--tiny] [--holes] [--shape calls|flat|linked] [--seed N] DIRECTORY FILES\n", stderr);
    return 2;
  }
  long files = atol(argv[optind + 1]);
  umask(0);
  for (size_t i = 0; i < sizeof noise; i += 8) {
    uint64_t r = next_random();
    memcpy(noise + i, &r, 8);
  }
  int root = open(argv[optind], O_RDONLY | O_DIRECTORY);
  must(root, argv[optind]);
  if (strcmp(shape, "flat") == 0) {
    flat(root, files);
  } else if (strcmp(shape, "linked") == 0) {
    linked(root, files);
  } else {
    recordings(root, files - files / 5);
    voicemail(root, files / 5);
  }
  set_time(root, ".", NEWEST, 0);
  printf("%ld files, %lld entries, %lld bytes\n", files, entries, total_bytes);
  return 0;
}
