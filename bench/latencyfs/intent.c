#define _GNU_SOURCE
#include "intent.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* The call and its arguments, from /proc; it says "running" until the thread sleeps, which is soon. */
static int system_call(pid_t thread, long *call, uint64_t arguments[6]) {
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/%d/syscall", thread);
  for (int attempt = 0; attempt < 100; attempt++) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
      return 0;
    }
    ssize_t length = read(descriptor, text, sizeof text - 1);
    close(descriptor);
    if (length <= 0) {
      return 0;
    }
    text[length] = 0;
    if (text[0] != 'r') {
      char *at = text;
      *call = strtol(at, &at, 10);
      for (int i = 0; i < 6; i++) {
        arguments[i] = strtoull(at, &at, 16);
      }
      return 1;
    }
    sched_yield();
  }
  return 0;
}

static ssize_t peek(pid_t thread, uint64_t address, void *into, size_t bytes) {
  /* Two pieces, so that a string at the end of a mapping is read as far as it goes. */
  size_t to_page = 4096 - address % 4096;
  size_t head = to_page < bytes ? to_page : bytes;
  struct iovec local = {into, bytes};
  struct iovec remote[2] = {{(void *)address, head}, {(void *)(address + head), bytes - head}};
  return process_vm_readv(thread, &local, 1, remote, bytes > head ? 2 : 1, 0);
}

/* Is this name the last of the path, and not a directory on the way? */
static int is_last(pid_t thread, uint64_t address, const char *name) {
  char path[PATH_MAX + 1];
  ssize_t length = peek(thread, address, path, PATH_MAX);
  if (length <= 0) {
    return 0;
  }
  path[length] = 0;
  size_t end = strlen(path);
  while (end > 0 && path[end - 1] == '/') {
    path[--end] = 0;
  }
  const char *slash = strrchr(path, '/');
  return strcmp(slash == NULL ? path : slash + 1, name) == 0;
}

static enum intent of_open(uint64_t flags) {
  if (flags & O_CREAT) {
    return TO_CREATE;
  }
  /* A directory is looked up, and O_PATH sends no OPEN. */
  return flags & (O_PATH | O_DIRECTORY) ? TO_KNOW : TO_OPEN;
}

enum intent intent_of(pid_t thread, const char *name) {
  long call;
  uint64_t a[6];
  if (!system_call(thread, &call, a)) {
    return TO_KNOW;
  }
  enum intent intent = TO_CREATE;
  uint64_t path;
  switch (call) {
    case SYS_openat:
      intent = of_open(a[2]);
      path = a[1];
      break;
    case SYS_openat2: {
      struct open_how how = {0};
      if (peek(thread, a[2], &how, sizeof how.flags) != sizeof how.flags) {
        return TO_KNOW;
      }
      intent = of_open(how.flags);
      path = a[1];
      break;
    }
    case SYS_mkdirat:
    case SYS_mknodat:
      path = a[1];
      break;
    case SYS_symlinkat:
      path = a[2];
      break;
    case SYS_linkat:
    case SYS_renameat2:
#ifdef SYS_renameat
    case SYS_renameat:
#endif
      path = a[3];
      break;
#ifdef SYS_open
    case SYS_open:
      intent = of_open(a[1]);
      path = a[0];
      break;
    case SYS_creat:
    case SYS_mkdir:
    case SYS_mknod:
      path = a[0];
      break;
    case SYS_symlink:
    case SYS_link:
    case SYS_rename:
      path = a[1];
      break;
#endif
    default:
      return TO_KNOW;
  }
  return is_last(thread, path, name) ? intent : TO_KNOW;
}
