#define _GNU_SOURCE
#include "loop.h"

#include "control.h"
#include "nodes.h"
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct answer {
  int64_t due;
  size_t bytes;
  char *text;
};

/* Those that are under way: a heap, the next one first. The kernel limits how many there can be. */
static struct answer *heap;
static size_t waiting, room;

static void swap(size_t a, size_t b) {
  struct answer other = heap[a];
  heap[a] = heap[b];
  heap[b] = other;
}

static void put(struct answer answer) {
  if (waiting == room) {
    room = room == 0 ? 256 : room * 2;
    heap = realloc(heap, room * sizeof *heap);
  }
  size_t at = waiting++;
  heap[at] = answer;
  for (; at > 0 && heap[at].due < heap[(at - 1) / 2].due; at = (at - 1) / 2) {
    swap(at, (at - 1) / 2);
  }
}

static struct answer take(void) {
  struct answer first = heap[0];
  heap[0] = heap[--waiting];
  for (size_t at = 0, least = 0;; at = least) {
    for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < waiting; child++) {
      if (heap[child].due < heap[least].due) {
        least = child;
      }
    }
    if (least == at) {
      return first;
    }
    swap(at, least);
  }
}

/* What the kernel does not want any more (its thread was killed) it refuses, and nobody waits for it. */
static void send_due(int device) {
  while (waiting > 0 && heap[0].due <= wire_now()) {
    struct answer answer = take();
    ssize_t ignored = write(device, answer.text, answer.bytes);
    (void)ignored;
    free(answer.text);
  }
}

/* libfuse's answer to the request in hand: sent now if it is free of charge, and kept until it is due otherwise. */
static ssize_t answer(int device, struct iovec *parts, int many, void *unused) {
  (void)unused;
  if (wire_due() == 0) {
    return writev(device, parts, many);
  }
  struct answer answer = {.due = wire_due()};
  for (int i = 0; i < many; i++) {
    answer.bytes += parts[i].iov_len;
  }
  char *into = answer.text = malloc(answer.bytes);
  for (int i = 0; i < many; i++) {
    memcpy(into, parts[i].iov_base, parts[i].iov_len);
    into += parts[i].iov_len;
  }
  put(answer);
  return answer.bytes;
}

static ssize_t request(int device, void *into, size_t bytes, void *unused) {
  (void)unused;
  return read(device, into, bytes);
}

static void wait_for(int device, int control) {
  struct pollfd asked[] = {{.fd = device, .events = POLLIN}, {.fd = control, .events = POLLIN}};
  int64_t left = waiting == 0 ? 0 : heap[0].due - wire_now();
  struct timespec pause = {.tv_sec = left / 1000000000LL, .tv_nsec = left % 1000000000LL};
  if (left >= 0 && ppoll(asked, 2, waiting == 0 ? NULL : &pause, NULL) > 0 && asked[1].revents != 0) {
    control_answer(control);
  }
}

int loop_serve(struct fuse_session *session, int control) {
  static const struct fuse_custom_io IO = {.read = request, .writev = answer};
  int device = fuse_session_fd(session);
  struct fuse_buf buffer = {.mem = NULL};
  int failed = 0;
  if (fcntl(device, F_SETFL, O_NONBLOCK) != 0 || fuse_session_custom_io(session, &IO, device) != 0) {
    return 1;
  }
  while (!failed && !fuse_session_exited(session)) {
    int got = fuse_session_receive_buf(session, &buffer);
    if (got > 0) {
      wire_request();
      fuse_session_process_buf(session, &buffer);
    } else if (got == -EAGAIN || got == -EINTR) {
      wait_for(device, control);
    } else {
      failed = got < 0;
    }
    send_due(device);
  }
  free(buffer.mem);
  return failed;
}
