/* Names and attributes. */
#define _GNU_SOURCE
#include "intent.h"
#include "operations.h"
#include "wire.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Of a name that is not there, as long as of one that is. */
#define ABSENT_SECONDS 60.0

static void reply_entry(fuse_req_t request, int failed, const struct fuse_entry_param *entry) {
  if (failed != 0) {
    fuse_reply_err(request, failed);
  } else if (fuse_reply_entry(request, entry) != 0) {
    node_forget(node_of(entry->ino), 1);
  }
}

static void lookup(fuse_req_t request, fuse_ino_t parent, const char *name) {
  struct fuse_entry_param entry = {0};
  enum intent intent = intent_of(fuse_req_ctx(request)->pid, name);
  int failed = node_find(node_of(parent), name, &entry);
  int regular = failed == 0 && S_ISREG(entry.attr.st_mode);
  if (intent == TO_CREATE && (failed == ENOENT || regular)) {
    count(LOOKUP_BEFORE_CREATE, 1);
  } else if (intent == TO_OPEN && regular) {
    count(LOOKUP_BEFORE_OPEN, 1);
  } else {
    trip(intent == TO_OPEN && failed == ENOENT ? OPEN : LOOKUP);
  }
  if (failed == ENOENT) {
    struct fuse_entry_param absent = {.entry_timeout = ABSENT_SECONDS};
    fuse_reply_entry(request, &absent);
    return;
  }
  reply_entry(request, failed, &entry);
}

static void forget(fuse_req_t request, fuse_ino_t ino, uint64_t references) {
  node_forget(node_of(ino), references);
  fuse_reply_none(request);
}

static void forget_many(fuse_req_t request, size_t many, struct fuse_forget_data *forgotten) {
  for (size_t i = 0; i < many; i++) {
    node_forget(node_of(forgotten[i].ino), forgotten[i].nlookup);
  }
  fuse_reply_none(request);
}

static void getattr(fuse_req_t request, fuse_ino_t ino, struct fuse_file_info *file) {
  (void)file;
  struct node *node = node_of(ino);
  struct stat found;
  write_back(node);
  trip(GETATTR);
  int failed = node_stat(node, &found);
  if (failed != 0) {
    fuse_reply_err(request, failed);
  } else {
    fuse_reply_attr(request, &found, 60.0);
  }
}

static struct timespec time_to_set(int to_set, int now_flag, int flag, struct timespec given) {
  if (to_set & now_flag) {
    return (struct timespec){0, UTIME_NOW};
  }
  return to_set & flag ? given : (struct timespec){0, UTIME_OMIT};
}

static int change(int descriptor, const struct stat *to, int set) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  if (set & (FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID)) {
    count_attribute(SET_OWNER);
    uid_t user = set & FUSE_SET_ATTR_UID ? to->st_uid : (uid_t)-1;
    gid_t group = set & FUSE_SET_ATTR_GID ? to->st_gid : (gid_t)-1;
    if (fchownat(descriptor, "", user, group, AT_EMPTY_PATH) != 0) {
      return errno;
    }
  }
  if (set & FUSE_SET_ATTR_MODE) {
    count_attribute(SET_MODE);
    if (chmod(path, to->st_mode & 07777) != 0) {
      return errno;
    }
  }
  if (set & FUSE_SET_ATTR_SIZE) {
    count_attribute(SET_SIZE);
    if (truncate(path, to->st_size) != 0) {
      return errno;
    }
  }
  if (set & (FUSE_SET_ATTR_ATIME | FUSE_SET_ATTR_MTIME | FUSE_SET_ATTR_ATIME_NOW | FUSE_SET_ATTR_MTIME_NOW)) {
    count_attribute(SET_TIMES);
    struct timespec times[2] = {
      time_to_set(set, FUSE_SET_ATTR_ATIME_NOW, FUSE_SET_ATTR_ATIME, to->st_atim),
      time_to_set(set, FUSE_SET_ATTR_MTIME_NOW, FUSE_SET_ATTR_MTIME, to->st_mtim),
    };
    if (utimensat(descriptor, "", times, AT_EMPTY_PATH) != 0) {
      return errno;
    }
  }
  return 0;
}

static void setattr(fuse_req_t request, fuse_ino_t ino, struct stat *to, int set, struct fuse_file_info *file) {
  (void)file;
  struct node *node = node_of(ino);
  struct stat found;
  write_back(node);
  trip(SETATTR);
  int descriptor = node_descriptor(node, O_PATH);
  int failed = descriptor < 0 ? errno : change(descriptor, to, set);
  if (descriptor >= 0) {
    close(descriptor);
  }
  if (failed == 0) {
    failed = node_stat(node, &found);
  }
  if (failed != 0) {
    fuse_reply_err(request, failed);
  } else {
    fuse_reply_attr(request, &found, 60.0);
  }
}

/* Gives a new name to who asked for it; the daemon itself is root. */
static int made(fuse_req_t request, int result, struct node *parent, const char *name, struct fuse_entry_param *entry) {
  if (result != 0) {
    return errno;
  }
  const struct fuse_ctx *who = fuse_req_ctx(request);
  if (who->uid != 0 || who->gid != 0) {
    struct stat folder;
    int inherits = fstatat(parent->directory, "", &folder, AT_EMPTY_PATH) == 0 && folder.st_mode & S_ISGID;
    fchownat(parent->directory, name, who->uid, inherits ? (gid_t)-1 : who->gid, AT_SYMLINK_NOFOLLOW);
  }
  return node_find(parent, name, entry);
}

static void make_directory(fuse_req_t request, fuse_ino_t in, const char *name, mode_t mode) {
  struct node *parent = node_of(in);
  struct fuse_entry_param entry;
  trip(MKDIR);
  int failed = made(request, mkdirat(parent->directory, name, mode), parent, name, &entry);
  reply_entry(request, failed, &entry);
}

static void make_node(fuse_req_t request, fuse_ino_t in, const char *name, mode_t mode, dev_t device) {
  struct node *parent = node_of(in);
  struct fuse_entry_param entry;
  trip(MKNOD);
  int failed = made(request, mknodat(parent->directory, name, mode, device), parent, name, &entry);
  reply_entry(request, failed, &entry);
}

static void make_symlink(fuse_req_t request, const char *to, fuse_ino_t in, const char *name) {
  struct node *parent = node_of(in);
  struct fuse_entry_param entry;
  trip(SYMLINK);
  int failed = made(request, symlinkat(to, parent->directory, name), parent, name, &entry);
  reply_entry(request, failed, &entry);
}

static void make_link(fuse_req_t request, fuse_ino_t ino, fuse_ino_t in, const char *name) {
  struct node *parent = node_of(in);
  struct fuse_entry_param entry;
  trip(LINK);
  int descriptor = node_descriptor(node_of(ino), O_PATH);
  int failed = errno;
  if (descriptor >= 0) {
    failed = linkat(descriptor, "", parent->directory, name, AT_EMPTY_PATH) == 0
      ? node_find(parent, name, &entry) : errno;
    close(descriptor);
  }
  reply_entry(request, failed, &entry);
}

static void move(fuse_req_t request, fuse_ino_t from, const char *name, fuse_ino_t to, const char *new_name,
    unsigned flags) {
  trip(RENAME);
  int failed = renameat2(node_of(from)->directory, name, node_of(to)->directory, new_name, flags) == 0 ? 0 : errno;
  fuse_reply_err(request, failed);
}

static void remove_name(fuse_req_t request, fuse_ino_t in, const char *name, int flags) {
  trip(REMOVE);
  int failed = unlinkat(node_of(in)->directory, name, flags) == 0 ? 0 : errno;
  fuse_reply_err(request, failed);
}

static void remove_file(fuse_req_t request, fuse_ino_t in, const char *name) {
  remove_name(request, in, name, 0);
}

static void remove_directory(fuse_req_t request, fuse_ino_t in, const char *name) {
  remove_name(request, in, name, AT_REMOVEDIR);
}

static void read_link(fuse_req_t request, fuse_ino_t ino) {
  char to[PATH_MAX + 1];
  trip(READLINK);
  int descriptor = node_descriptor(node_of(ino), O_PATH);
  ssize_t length = descriptor < 0 ? -1 : readlinkat(descriptor, "", to, PATH_MAX);
  int failed = errno;
  if (descriptor >= 0) {
    close(descriptor);
  }
  if (length < 0) {
    fuse_reply_err(request, failed);
    return;
  }
  to[length] = 0;
  fuse_reply_readlink(request, to);
}

static void space(fuse_req_t request, fuse_ino_t ino) {
  (void)ino;
  struct statvfs found;
  trip(STATFS);
  int failed = fstatvfs(node_of(FUSE_ROOT_ID)->directory, &found) == 0 ? 0 : errno;
  if (failed != 0) {
    fuse_reply_err(request, failed);
  } else {
    fuse_reply_statfs(request, &found);
  }
}

void tree_operations(struct fuse_lowlevel_ops *operations) {
  operations->lookup = lookup;
  operations->forget = forget;
  operations->forget_multi = forget_many;
  operations->getattr = getattr;
  operations->setattr = setattr;
  operations->mkdir = make_directory;
  operations->mknod = make_node;
  operations->symlink = make_symlink;
  operations->link = make_link;
  operations->rename = move;
  operations->unlink = remove_file;
  operations->rmdir = remove_directory;
  operations->readlink = read_link;
  operations->statfs = space;
}
