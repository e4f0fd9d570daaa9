/*
 * A directory behind a slow wire: passes everything through, but lets each request take the round trip that it would
 * take on a mounted NFSv4.1 file system, lets no more than so many be under way, and counts them by kind.
 */
#define _GNU_SOURCE
#include "control.h"
#include "loop.h"
#include "operations.h"
#include "wire.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char USAGE[] =
  "usage: latencyfs [--read-us N] [--write-us N] [--slots N] --control SOCKET BACKING MOUNT\n"
  "       latencyfs --ask SOCKET counts|reset|'latency READ_US WRITE_US'\n";

static void start(void *unused, struct fuse_conn_info *connection) {
  (void)unused;
  connection->want |= FUSE_CAP_READDIRPLUS | FUSE_CAP_PARALLEL_DIROPS | FUSE_CAP_ASYNC_READ
    | FUSE_CAP_ATOMIC_O_TRUNC | FUSE_CAP_CACHE_SYMLINKS | FUSE_CAP_EXPORT_SUPPORT
    /* Otherwise each chown is preceded by a GETATTR that an NFS client does not send. */
    | FUSE_CAP_HANDLE_KILLPRIV;
  connection->want &= connection->capable;
  connection->want &= ~(FUSE_CAP_READDIRPLUS_AUTO | FUSE_CAP_WRITEBACK_CACHE | FUSE_CAP_SPLICE_READ
    | FUSE_CAP_SPLICE_WRITE | FUSE_CAP_SPLICE_MOVE | FUSE_CAP_POSIX_ACL);
  connection->max_write = 1 << 20;
  connection->max_readahead = 1 << 24;
  connection->max_background = 128;
  connection->congestion_threshold = 128;
}

/* As the EFS mount helper does: read ahead by more than the 128 KiB of the kernel. */
static void read_ahead(const char *mount) {
  struct stat found;
  char path[96];
  if (stat(mount, &found) != 0) {
    return;
  }
  snprintf(path, sizeof path, "/sys/class/bdi/%lu:%lu/read_ahead_kb", (unsigned long)(found.st_dev >> 8),
    (unsigned long)(found.st_dev & 0xff));
  FILE *setting = fopen(path, "w");
  if (setting != NULL) {
    fputs("15360\n", setting);
    fclose(setting);
  }
}

static int serve(struct fuse_session *session, const char *mount, int control) {
  if (fuse_set_signal_handlers(session) != 0 || fuse_session_mount(session, mount) != 0) {
    return 1;
  }
  if (fork() == 0) { /* It asks the file system that is only about to serve. */
    read_ahead(mount);
    _exit(0);
  }
  int failed = loop_serve(session, control);
  fuse_session_unmount(session);
  return failed;
}

int main(int argc, char **argv) {
  static const struct option OPTIONS[] = {
    {"read-us", required_argument, NULL, 'r'}, {"write-us", required_argument, NULL, 'w'},
    {"slots", required_argument, NULL, 's'}, {"control", required_argument, NULL, 'c'},
    {"ask", required_argument, NULL, 'a'}, {0},
  };
  long long read_us = 0, write_us = 0;
  int slots = 64;
  const char *control = NULL;
  for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 'r': read_us = atoll(optarg); break;
      case 'w': write_us = atoll(optarg); break;
      case 's': slots = atoi(optarg); break;
      case 'c': control = optarg; break;
      case 'a':
        if (optind < argc) {
          return control_ask(optarg, argv[optind]);
        }
        /* fall through */
      default: fputs(USAGE, stderr); return 2;
    }
  }
  if (argc - optind != 2 || control == NULL || slots < 1 || slots > MOST_SLOTS) {
    fputs(USAGE, stderr);
    return 2;
  }
  umask(0);
  prctl(PR_SET_TIMERSLACK, 1000UL); /* The default would add 50 us to each trip. */
  nodes_open(argv[optind]);
  wire_open(read_us * 1000, write_us * 1000, slots);
  struct fuse_lowlevel_ops operations = {.init = start};
  tree_operations(&operations);
  directory_operations(&operations);
  file_operations(&operations);
  char *fuse_argv[] = {argv[0], "-o", "allow_other,suid,dev,fsname=latencyfs,subtype=latencyfs", NULL};
  struct fuse_args arguments = FUSE_ARGS_INIT(3, fuse_argv);
  struct fuse_session *session = fuse_session_new(&arguments, &operations, sizeof operations, NULL);
  if (session == NULL) {
    return 1;
  }
  int failed = serve(session, argv[optind + 1], control_listen(control));
  fuse_session_destroy(session);
  return failed;
}
