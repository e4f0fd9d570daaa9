#define _GNU_SOURCE
#include "control.h"

#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un address(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    fprintf(stderr, "latencyfs: too long for a socket: %s\n", path);
    exit(2);
  }
  strcpy(address.sun_path, path);
  return address;
}

static void answer(int descriptor) {
  char line[256];
  long long read_us, write_us;
  ssize_t length = read(descriptor, line, sizeof line - 1);
  FILE *peer = length <= 0 ? NULL : fdopen(descriptor, "w");
  if (peer == NULL) {
    close(descriptor);
    return;
  }
  line[length] = 0;
  if (strcmp(line, "counts\n") == 0) {
    wire_print(peer);
  } else if (strcmp(line, "reset\n") == 0) {
    wire_reset();
  } else if (sscanf(line, "latency %lld %lld", &read_us, &write_us) == 2) {
    wire_latency(read_us * 1000, write_us * 1000);
  } else {
    fprintf(peer, "error: counts, reset, latency READ_US WRITE_US\n");
  }
  fclose(peer);
}

void control_answer(int listener) {
  int descriptor = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (descriptor >= 0) {
    answer(descriptor);
  }
}

int control_listen(const char *socket_path) {
  struct sockaddr_un here = address(socket_path);
  unlink(socket_path);
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, (struct sockaddr *)&here, sizeof here) != 0 || listen(listener, 4) != 0) {
    perror(socket_path);
    exit(1);
  }
  return listener;
}

int control_ask(const char *socket_path, const char *words) {
  struct sockaddr_un there = address(socket_path);
  int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(descriptor, (struct sockaddr *)&there, sizeof there) != 0) {
    perror(socket_path);
    return 1;
  }
  dprintf(descriptor, "%s\n", words);
  char text[4096];
  ssize_t length;
  int failed = 0;
  while ((length = read(descriptor, text, sizeof text)) > 0) {
    failed |= strncmp(text, "error", 5) == 0;
    fwrite(text, 1, length, stdout);
  }
  close(descriptor);
  return failed;
}
