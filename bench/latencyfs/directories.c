/* Listings. */
#define _GNU_SOURCE
#include "operations.h"
#include "wire.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The reply of a READDIR starts at a page and doubles up to rsize, as the Linux client asks for it. */
#define FIRST_REPLY 4096
#define LARGEST_REPLY (1 << 20)

/* What an entry with its attributes and file handle takes in such a reply, without the name. */
#define ENTRY_BYTES 220

struct listing {
  DIR *stream;
  off_t at;
  struct dirent *ahead; /* Read, but there was no room for it. */
  long reply_bytes;     /* Of the reply that NFS would have fetched. */
  long left;            /* Of it, not handed out yet. */
};

static void open_listing(fuse_req_t request, fuse_ino_t ino, struct fuse_file_info *file) {
  /* Close-to-open: an NFS client asks for the attributes when a directory is opened. */
  trip(OPENDIR);
  int descriptor = node_descriptor(node_of(ino), O_RDONLY | O_DIRECTORY);
  DIR *stream = descriptor < 0 ? NULL : fdopendir(descriptor);
  int failed = errno;
  if (stream == NULL) {
    fuse_reply_err(request, failed);
    return;
  }
  struct listing *listing = calloc(1, sizeof *listing);
  listing->stream = stream;
  file->fh = (uintptr_t)listing;
  file->cache_readdir = 1;
  file->keep_cache = 1;
  fuse_reply_open(request, file);
}

static void seek(struct listing *listing, off_t at) {
  if (at != listing->at) {
    seekdir(listing->stream, at);
    listing->ahead = NULL;
    listing->at = at;
  }
  if (at == 0) {
    listing->reply_bytes = listing->left = 0;
  }
}

/* Fetches the next reply, if this entry was not in the last one. */
static void account(struct listing *listing, const char *name) {
  long bytes = ENTRY_BYTES + (long)strlen(name);
  if (listing->left < bytes) {
    listing->reply_bytes = listing->reply_bytes == 0 ? FIRST_REPLY : listing->reply_bytes * 2;
    if (listing->reply_bytes > LARGEST_REPLY) {
      listing->reply_bytes = LARGEST_REPLY;
    }
    listing->left = listing->reply_bytes;
    trip(READDIR);
  }
  listing->left -= bytes;
}

static int is_dots(const char *name) {
  return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

/* The bytes it took in the buffer; more than left, if it did not fit. */
static size_t put(fuse_req_t request, struct node *node, const struct dirent *next, char *into, size_t left, int plus) {
  struct fuse_entry_param entry = {.attr = {.st_ino = next->d_ino, .st_mode = next->d_type << 12}};
  if (!plus) {
    return fuse_add_direntry(request, into, left, next->d_name, &entry.attr, next->d_off);
  }
  if (!is_dots(next->d_name) && node_find(node, next->d_name, &entry) != 0) {
    return 0; /* Gone meanwhile. */
  }
  size_t bytes = fuse_add_direntry_plus(request, into, left, next->d_name, &entry, next->d_off);
  if (bytes > left && entry.ino != 0) {
    node_forget(node_of(entry.ino), 1);
  }
  return bytes;
}

static void list(fuse_req_t request, fuse_ino_t ino, size_t size, off_t at, struct listing *listing, int plus) {
  char *reply = malloc(size);
  size_t used = 0;
  count(READDIR_PART, 1);
  seek(listing, at);
  for (;;) {
    if (listing->ahead == NULL) {
      errno = 0;
      listing->ahead = readdir(listing->stream);
    }
    struct dirent *next = listing->ahead;
    if (next == NULL) {
      break;
    }
    size_t bytes = put(request, node_of(ino), next, reply + used, size - used, plus);
    if (bytes > size - used) {
      break;
    }
    account(listing, next->d_name);
    used += bytes;
    listing->at = next->d_off;
    listing->ahead = NULL;
  }
  fuse_reply_buf(request, reply, used);
  free(reply);
}

static void list_names(fuse_req_t request, fuse_ino_t ino, size_t size, off_t at, struct fuse_file_info *file) {
  list(request, ino, size, at, (struct listing *)(uintptr_t)file->fh, 0);
}

static void list_all(fuse_req_t request, fuse_ino_t ino, size_t size, off_t at, struct fuse_file_info *file) {
  list(request, ino, size, at, (struct listing *)(uintptr_t)file->fh, 1);
}

static void close_listing(fuse_req_t request, fuse_ino_t ino, struct fuse_file_info *file) {
  (void)ino;
  struct listing *listing = (struct listing *)(uintptr_t)file->fh;
  closedir(listing->stream);
  free(listing);
  fuse_reply_err(request, 0);
}

/* An NFS server has directories on disk when it answers; there is nothing to send. */
static void sync_directory(fuse_req_t request, fuse_ino_t ino, int data_only, struct fuse_file_info *file) {
  (void)ino, (void)data_only, (void)file;
  fuse_reply_err(request, 0);
}

void directory_operations(struct fuse_lowlevel_ops *operations) {
  operations->opendir = open_listing;
  operations->readdir = list_names;
  operations->readdirplus = list_all;
  operations->releasedir = close_listing;
  operations->fsyncdir = sync_directory;
}
