/* Runs a command once and prints what it took: nanoseconds from its start to its end, and its largest resident memory
   in KiB.

     measure OUTPUT COMMAND [ARGUMENT]...

   The command's standard output goes to the file OUTPUT. The exit code is the command's.
   A program of its own, because a child inherits the memory mark of the process that starts it: a small one here. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int count, char **words) {
  if (count < 3) {
    fputs("usage: measure OUTPUT COMMAND [ARGUMENT]...\n", stderr);
    return 64;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, words[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child;
  long long begin = now();
  int error = posix_spawnp(&child, words[2], &actions, NULL, words + 2, environ);
  if (error) {
    fprintf(stderr, "measure: %s: %s\n", words[2], strerror(error));
    return 1;
  }
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) != child) return 1;
  printf("%lld %ld\n", now() - begin, usage.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
