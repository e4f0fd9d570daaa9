/*
 * Runs a command and writes what it took: seconds, CPU seconds, and the most memory that it and all its children had
 * together (resident, shared pages counted in proportion where the kernel says so), sampled five times a second.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct timespec PAUSE = {0, 200000000};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

/* Of one process, if it belongs to the session; 0 else. */
static long kilobytes(pid_t process, pid_t session) {
  if (getsid(process) != session) {
    return 0;
  }
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/smaps_rollup", process);
  FILE *rollup = fopen(path, "r");
  long found = 0;
  while (rollup != NULL && fgets(line, sizeof line, rollup) != NULL) {
    if (sscanf(line, "Pss: %ld", &found) == 1) {
      break;
    }
  }
  if (rollup != NULL) {
    fclose(rollup);
  }
  return found;
}

static long sample(pid_t session) {
  long sum = 0;
  DIR *processes = opendir("/proc");
  for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
    pid_t process = atoi(entry->d_name);
    if (process > 0) {
      sum += kilobytes(process, session);
    }
  }
  closedir(processes);
  return sum;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fputs("usage: measure RESULT COMMAND...\n", stderr);
    return 2;
  }
  /* A signal that is blocked wakes sigtimedwait: the end of the command is seen at once, and samples stay apart. */
  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child_ended, NULL);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  double began = now();
  pid_t child = fork();
  if (child == 0) {
    setsid();
    sigprocmask(SIG_UNBLOCK, &child_ended, NULL);
    execvp(argv[2], argv + 2);
    perror(argv[2]);
    _exit(127);
  }
  long most = 0;
  int status = 0;
  double sampled = 0;
  for (int running = 1; running;) {
    sigtimedwait(&child_ended, NULL, &PAUSE);
    int ended_status;
    for (pid_t ended; (ended = waitpid(-1, &ended_status, WNOHANG)) > 0;) {
      if (ended == child) {
        status = ended_status;
        running = 0;
      }
    }
    if (running && now() - sampled > 0.1) {
      long have = sample(child);
      most = have > most ? have : most;
      sampled = now();
    }
  }
  double seconds = now() - began;
  struct rusage used;
  getrusage(RUSAGE_CHILDREN, &used);
  if (used.ru_maxrss > most) {
    most = used.ru_maxrss;
  }
  FILE *result = fopen(argv[1], "w");
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (result == NULL) {
    perror(argv[1]);
    return 1;
  }
  fprintf(result, "seconds %.2f\ncpu %.2f\npeak-kb %ld\nexit %d\n", seconds,
    used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6, most, code);
  fclose(result);
  return code;
}
