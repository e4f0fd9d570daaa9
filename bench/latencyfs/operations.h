/* The three parts of the file system; each fills in its operations. */
#ifndef LATENCYFS_OPERATIONS_H
#define LATENCYFS_OPERATIONS_H

#include "nodes.h"

void tree_operations(struct fuse_lowlevel_ops *operations);
void directory_operations(struct fuse_lowlevel_ops *operations);
void file_operations(struct fuse_lowlevel_ops *operations);

/* Sends what an NFS client would still hold back of this file: it does so before SETATTR, GETATTR and CLOSE. */
void write_back(struct node *node);

#endif
