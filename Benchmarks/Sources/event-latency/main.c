/* How long after a machine's pause or resume was asked for the event reaches a plain libvirt client, and the line of a
   watching program is there. Both clocks start before the call, so the call's own time is inside.

     event-latency URI MACHINE ROUNDS WATCH [ARGUMENT]...

   The machine must run. Prints a line "EVENT LINE" for each round, in nanoseconds. WATCH must print one line for each
   event; whatever it prints before the first round is passed over. */
#include <libvirt/libvirt.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static atomic_llong event_time;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int changed(virConnectPtr connection, virDomainPtr domain, int event, int detail, void *context) {
  if (event == VIR_DOMAIN_EVENT_SUSPENDED || event == VIR_DOMAIN_EVENT_RESUMED) event_time = now();
  return 0;
}

static void *run_events(void *context) {
  while (!virEventRunDefaultImpl()) {}
  return NULL;
}

/* The calls are made by a thread of their own: the line may be there before the call has returned. */
static virDomainPtr machine;
static int is_running = 1;

static void *switch_machine(void *context) {
  int status = is_running ? virDomainSuspend(machine) : virDomainResume(machine);
  is_running = !is_running;
  return status ? (void *)"" : NULL;
}

static int wait_for_output(int pipe, int milliseconds) {
  struct pollfd descriptor = {.fd = pipe, .events = POLLIN};
  return poll(&descriptor, 1, milliseconds) == 1 && descriptor.revents & POLLIN;
}

static int measure(int pipe) {
  char text[1 << 16];
  event_time = 0;
  pthread_t thread;
  long long begin = now();
  if (pthread_create(&thread, NULL, switch_machine, NULL)) return -1;
  if (!wait_for_output(pipe, 30000)) return -1;
  long long line_time = now();
  ssize_t length = read(pipe, text, sizeof text);
  void *failure;
  pthread_join(thread, &failure);
  if (failure || length <= 0 || text[length - 1] != '\n') return -1;
  long long deadline = now() + 30000000000LL;
  while (!event_time && now() < deadline) usleep(1000);
  if (!event_time) return -1;
  printf("%lld %lld\n", event_time - begin, line_time - begin);
  return 0;
}

int main(int count, char **words) {
  if (count < 5) return 64;
  virEventRegisterDefaultImpl();
  virConnectPtr connection = virConnectOpen(words[1]);
  pthread_t events;
  if (!connection || pthread_create(&events, NULL, run_events, NULL)) return 1;
  machine = virDomainLookupByName(connection, words[2]);
  if (!machine) return 1;
  if (virConnectDomainEventRegisterAny(
          connection, machine, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(changed), NULL, NULL) < 0)
    return 1;

  int ends[2];
  if (pipe(ends)) return 1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  pid_t watch;
  if (posix_spawnp(&watch, words[4], &actions, NULL, words + 4, environ)) return 1;
  close(ends[1]);

  int failed = 0;
  /* Its first words say that it listens; it is quiet then. */
  char text[1 << 16];
  if (!wait_for_output(ends[0], 30000)) failed = 1;
  while (!failed && wait_for_output(ends[0], 500)) {
    if (read(ends[0], text, sizeof text) <= 0) failed = 1;
  }
  for (int round = 0; !failed && round < atoi(words[3]); round++) {
    if (measure(ends[0])) failed = 1;
    usleep(20000);
  }
  kill(watch, SIGTERM);
  waitpid(watch, NULL, 0);
  return failed;
}
