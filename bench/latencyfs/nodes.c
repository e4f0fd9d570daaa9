#define _GNU_SOURCE
#include "nodes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* As an NFS client: regular files 3 to 60 s, directories 30 to 60 s; a copy of seconds sees no end of it. */
#define CACHED_SECONDS 60.0

static struct node root;
static struct node **buckets;
static size_t bucket_count, node_count;
static uint64_t generations;
static int backing_descriptor;

static void stat_of(const struct statx *from, struct stat *into) {
  *into = (struct stat){
    .st_dev = makedev(from->stx_dev_major, from->stx_dev_minor), .st_ino = from->stx_ino,
    .st_mode = from->stx_mode, .st_nlink = from->stx_nlink, .st_uid = from->stx_uid,
    .st_gid = from->stx_gid, .st_rdev = makedev(from->stx_rdev_major, from->stx_rdev_minor),
    .st_size = from->stx_size, .st_blksize = 1 << 20, .st_blocks = from->stx_blocks,
    .st_atim = {from->stx_atime.tv_sec, from->stx_atime.tv_nsec},
    .st_mtim = {from->stx_mtime.tv_sec, from->stx_mtime.tv_nsec},
    .st_ctim = {from->stx_ctime.tv_sec, from->stx_ctime.tv_nsec},
  };
}

static void give_up(const char *what) {
  fprintf(stderr, "latencyfs: %s: %s\n", what, strerror(errno));
  exit(1);
}

void nodes_open(const char *backing) {
  struct rlimit limit = {1 << 20, 1 << 20};
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) {
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  backing_descriptor = open(backing, O_RDONLY | O_DIRECTORY);
  root.directory = open(backing, O_PATH | O_DIRECTORY);
  if (backing_descriptor < 0 || root.directory < 0) {
    give_up(backing);
  }
  bucket_count = 1 << 12;
  buckets = calloc(bucket_count, sizeof *buckets);
}

struct node *node_of(fuse_ino_t ino) {
  return ino == FUSE_ROOT_ID ? &root : (struct node *)(uintptr_t)ino;
}

static size_t bucket(uint64_t ino) {
  return (ino * 0x9e3779b97f4a7c15ULL >> 20) & (bucket_count - 1);
}

static void grow(void) {
  size_t old_count = bucket_count;
  struct node **old = buckets;
  bucket_count *= 4;
  buckets = calloc(bucket_count, sizeof *buckets);
  for (size_t i = 0; i < old_count; i++) {
    for (struct node *node = old[i], *next; node != NULL; node = next) {
      next = node->next;
      node->next = buckets[bucket(node->ino)];
      buckets[bucket(node->ino)] = node;
    }
  }
  free(old);
}

static struct node *known(uint64_t ino, int64_t born) {
  struct node *node = buckets[bucket(ino)];
  while (node != NULL && (node->ino != ino || node->born != born)) {
    node = node->next;
  }
  return node;
}

static int anchor(struct node *node, struct node *parent, const char *name, mode_t mode) {
  if (S_ISDIR(mode)) {
    node->directory = openat(parent->directory, name, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    if (node->directory < 0) {
      return errno;
    }
    return 0;
  }
  union {
    struct file_handle handle;
    unsigned char room[sizeof(struct file_handle) + HANDLE_BYTES];
  } found = {.handle.handle_bytes = HANDLE_BYTES};
  int mount;
  node->directory = -1;
  if (name_to_handle_at(parent->directory, name, &found.handle, &mount, 0) != 0) {
    return errno;
  }
  node->handle.bytes = found.handle.handle_bytes;
  node->handle.type = found.handle.handle_type;
  memcpy(node->handle.data, found.handle.f_handle, found.handle.handle_bytes);
  return 0;
}

static void keep(struct node *fresh) {
  if (++node_count > 2 * bucket_count) {
    grow();
  }
  fresh->generation = ++generations;
  fresh->next = buckets[bucket(fresh->ino)];
  buckets[bucket(fresh->ino)] = fresh;
}

int node_find(struct node *parent, const char *name, struct fuse_entry_param *entry) {
  struct statx found;
  if (statx(parent->directory, name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &found) != 0) {
    return errno;
  }
  int64_t born = found.stx_mask & STATX_BTIME
    ? found.stx_btime.tv_sec * 1000000000LL + found.stx_btime.tv_nsec : 0;
  struct node *node = known(found.stx_ino, born);
  if (node == NULL) {
    node = calloc(1, sizeof *node);
    node->ino = found.stx_ino;
    node->born = born;
    int failed = anchor(node, parent, name, found.stx_mode);
    if (failed != 0) {
      free(node);
      return failed;
    }
    keep(node);
  }
  node->references++;
  *entry = (struct fuse_entry_param){
    .ino = (uintptr_t)node, .generation = node->generation,
    .attr_timeout = CACHED_SECONDS, .entry_timeout = CACHED_SECONDS,
  };
  stat_of(&found, &entry->attr);
  return 0;
}

void node_forget(struct node *node, uint64_t references) {
  if (node == &root) {
    return;
  }
  node->references -= references;
  if (node->references > 0) {
    return;
  }
  struct node **link = &buckets[bucket(node->ino)];
  while (*link != node) {
    link = &(*link)->next;
  }
  *link = node->next;
  node_count--;
  if (node->directory >= 0) {
    close(node->directory);
  }
  free(node);
}

int node_descriptor(struct node *node, int flags) {
  if (node->directory >= 0) {
    return openat(node->directory, ".", flags | O_CLOEXEC);
  }
  union {
    struct file_handle handle;
    unsigned char room[sizeof(struct file_handle) + HANDLE_BYTES];
  } handle = {.handle.handle_bytes = node->handle.bytes, .handle.handle_type = node->handle.type};
  memcpy(handle.handle.f_handle, node->handle.data, node->handle.bytes);
  return open_by_handle_at(backing_descriptor, &handle.handle, flags | O_CLOEXEC);
}

int node_stat(struct node *node, struct stat *into) {
  int descriptor = node->directory >= 0 ? node->directory : node_descriptor(node, O_PATH);
  if (descriptor < 0) {
    return errno;
  }
  struct statx found;
  int failed = statx(descriptor, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &found) == 0 ? 0 : errno;
  if (descriptor != node->directory) {
    close(descriptor);
  }
  if (failed == 0) {
    stat_of(&found, into);
  }
  return failed;
}
