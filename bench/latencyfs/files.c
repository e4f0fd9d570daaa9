/* Content. */
#define _GNU_SOURCE
#include "operations.h"
#include "wire.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* The wsize of EFS: what a client sends in one WRITE. */
#define WRITE_BYTES (1 << 20)

struct opened {
  int descriptor;
  int for_writing;
  int closed;
};

static struct opened *opened_by(struct fuse_file_info *file) {
  return (struct opened *)(uintptr_t)file->fh;
}

/*
 * FUSE sends each write(2) at once, an NFS client when the file is closed or its attributes are set. So a write is
 * taken without a round trip, and its WRITE is paid for here. What fits one request is sent stable; more needs a
 * COMMIT. Several WRITEs of one file are under way together and cost the time of one.
 */
void write_back(struct node *node) {
  int64_t dirty = node->dirty;
  node->dirty = 0;
  if (dirty == 0) {
    return;
  }
  int64_t writes = (dirty + WRITE_BYTES - 1) / WRITE_BYTES;
  trip(WRITE);
  if (writes > 1) {
    count(WRITE, writes - 1);
    trip(COMMIT);
  }
}

static void hold(struct fuse_file_info *file, int descriptor) {
  struct opened *opened = calloc(1, sizeof *opened);
  opened->descriptor = descriptor;
  opened->for_writing = (file->flags & O_ACCMODE) != O_RDONLY;
  file->fh = (uintptr_t)opened;
  file->keep_cache = 1;
}

/* A write-only file is read too, if it is mapped or written in part; append is the kernel's affair. */
static int backing_flags(int flags) {
  int mode = (flags & O_ACCMODE) == O_RDONLY ? O_RDONLY : O_RDWR;
  return mode | (flags & (O_TRUNC | O_EXCL));
}

static void create(fuse_req_t request, fuse_ino_t in, const char *name, mode_t mode, struct fuse_file_info *file) {
  struct node *parent = node_of(in);
  const struct fuse_ctx *who = fuse_req_ctx(request);
  struct fuse_entry_param entry;
  trip(CREATE);
  int descriptor = openat(parent->directory, name, backing_flags(file->flags) | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode);
  int failed = descriptor < 0 ? errno : 0;
  if (failed == 0 && (who->uid != 0 || who->gid != 0)) {
    failed = fchown(descriptor, who->uid, who->gid) == 0 ? 0 : errno;
  }
  if (failed == 0) {
    failed = node_find(parent, name, &entry);
  }
  if (failed != 0) {
    if (descriptor >= 0) {
      close(descriptor);
    }
    fuse_reply_err(request, failed);
    return;
  }
  hold(file, descriptor);
  fuse_reply_create(request, &entry, file);
}

static void open_file(fuse_req_t request, fuse_ino_t ino, struct fuse_file_info *file) {
  trip(file->flags & O_TRUNC ? OPEN_TRUNCATE : OPEN);
  int descriptor = node_descriptor(node_of(ino), backing_flags(file->flags) & ~O_EXCL);
  int failed = errno;
  if (descriptor < 0) {
    fuse_reply_err(request, failed);
    return;
  }
  hold(file, descriptor);
  fuse_reply_open(request, file);
}

static void read_file(fuse_req_t request, fuse_ino_t ino, size_t size, off_t at, struct fuse_file_info *file) {
  write_back(node_of(ino));
  char *content = malloc(size);
  trip(READ);
  ssize_t length = pread(opened_by(file)->descriptor, content, size, at);
  int failed = errno;
  if (length < 0) {
    fuse_reply_err(request, failed);
  } else {
    count_bytes(length, 0);
    fuse_reply_buf(request, content, length);
  }
  free(content);
}

static void write_file(fuse_req_t request, fuse_ino_t ino, const char *content, size_t size, off_t at,
    struct fuse_file_info *file) {
  ssize_t length = pwrite(opened_by(file)->descriptor, content, size, at);
  if (length < 0) {
    fuse_reply_err(request, errno);
    return;
  }
  count(WRITE_PART, 1);
  count_bytes(0, length);
  node_of(ino)->dirty += length;
  fuse_reply_write(request, length);
}

/* close(2) waits for CLOSE; a descriptor that was duplicated comes here again, and NFS closes once. */
static void flush(fuse_req_t request, fuse_ino_t ino, struct fuse_file_info *file) {
  struct opened *opened = opened_by(file);
  write_back(node_of(ino));
  if (!opened->closed) {
    opened->closed = 1;
    trip(opened->for_writing ? CLOSE_WRITTEN : CLOSE);
  } else {
    count(CLOSE_AGAIN, 1);
  }
  fuse_reply_err(request, 0);
}

static void release(fuse_req_t request, fuse_ino_t ino, struct fuse_file_info *file) {
  (void)ino;
  struct opened *opened = opened_by(file);
  close(opened->descriptor);
  free(opened);
  fuse_reply_err(request, 0);
}

static void sync_file(fuse_req_t request, fuse_ino_t ino, int data_only, struct fuse_file_info *file) {
  (void)data_only, (void)file;
  write_back(node_of(ino));
  fuse_reply_err(request, 0);
}

void file_operations(struct fuse_lowlevel_ops *operations) {
  operations->create = create;
  operations->open = open_file;
  operations->read = read_file;
  operations->write = write_file;
  operations->flush = flush;
  operations->release = release;
  operations->fsync = sync_file;
}
