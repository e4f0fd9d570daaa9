/* Why the kernel asks for a name: FUSE sends a LOOKUP where an NFSv4.1 client goes straight to OPEN or CREATE. */
#ifndef LATENCYFS_INTENT_H
#define LATENCYFS_INTENT_H

#include <sys/types.h>

enum intent { TO_KNOW, TO_OPEN, TO_CREATE };

/* What the thread that waits for this name is about to do with it; TO_KNOW if it cannot be told. */
enum intent intent_of(pid_t thread, const char *name);

#endif
