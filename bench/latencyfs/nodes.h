/* What the kernel knows of the tree: one node for each inode that it holds a reference to. */
#ifndef LATENCYFS_NODES_H
#define LATENCYFS_NODES_H

#define FUSE_USE_VERSION 312
#include <fcntl.h>
#include <fuse_lowlevel.h>

/* Room for the handle of any common local file system. */
#define HANDLE_BYTES 24

struct node {
  struct node *next;
  uint64_t ino;
  int64_t born;        /* Creation time: an inode number that is used again is another file. */
  uint64_t references; /* The kernel's. */
  uint64_t generation;
  int directory;       /* A descriptor (O_PATH) of a directory; -1 for all else. */
  int64_t dirty;       /* Bytes that an NFS client would still hold back. */
  struct {
    unsigned bytes;
    int type;
    unsigned char data[HANDLE_BYTES];
  } handle;            /* Of what is no directory: millions of descriptors would be too many. */
};

/* Opens the backing directory; exits with a message if that cannot be. */
void nodes_open(const char *backing);

struct node *node_of(fuse_ino_t ino);

/* Looks a name up in a directory and takes a reference; 0 or an errno. */
int node_find(struct node *parent, const char *name, struct fuse_entry_param *entry);

void node_forget(struct node *node, uint64_t references);

/* A new descriptor of a node: with O_PATH for anything, otherwise for files and directories. */
int node_descriptor(struct node *node, int flags);

int node_stat(struct node *node, struct stat *into);

#endif
