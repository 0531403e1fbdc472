#pragma once
/* glibc has no function for openat2, shows getdents64 to GNU sources only, and syscall takes a varying number of
   arguments, which Swift cannot call. */
#include <errno.h>
#include <linux/magic.h>
#include <linux/netlink.h>
#include <linux/openat2.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Opens a path whose links all stay below the folder, as if it were the root of the file system. */
static inline int open_in_root(int folder, const char *path, int flags) {
  struct open_how how = {
    .flags = (unsigned int)flags,
    .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
  };
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

/* Reads names of a folder, as many as there is room for: 0 at the end, -1 on an error. */
static inline long read_folder(int folder, void *buffer, size_t size) {
  return syscall(SYS_getdents64, folder, buffer, size);
}

/* Opens a path that must not lead out of the folder, nor into another file system. */
static inline int open_beneath(int folder, const char *path, int flags) {
  struct open_how how = {
    .flags = (unsigned int)flags,
    .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
  };
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

/* Whether a descriptor is the kernel's sysfs. */
static inline int is_sysfs(int descriptor) {
  struct statfs facts;
  return fstatfs(descriptor, &facts) == 0 && facts.f_type == SYSFS_MAGIC;
}

/*
 * Writes a text to a file below the folder in a child process, whose exit code is the error's number. Returns its pid.
 *
 * Swift has no fork; the child makes system calls only, so that the parent's threads do not matter. It keeps two files
 * open, by which it holds the parent's locks (-1 for none), and none else: nobody who reads the parent's terminal or
 * pipes waits for a write that blocks. All descriptors are above the three streams.
 */
static inline int write_in_child(
  int folder, const char *path, int flags, const char *text, size_t count, int lock, int journal) {
  int child = fork();
  if (child != 0) return child;
  setsid();
  close(0);
  close(1);
  dup2(lock, 0);
  dup2(journal, 1);
  dup2(folder, 2);
  syscall(SYS_close_range, 3, ~0U, 0);
  int file = open_beneath(2, path, flags);
  if (file < 0) _exit(errno & 0xff);
  ssize_t written = write(file, text, count);
  _exit(written < 0 ? errno & 0xff : written == (ssize_t)count ? 0 : EIO);
}

/* A descriptor that can be read when the process has ended. */
static inline int open_process(int process) { return (int)syscall(SYS_pidfd_open, process, 0); }

/* Closes every descriptor from this number on. */
static inline int close_from(unsigned int first) { return (int)syscall(SYS_close_range, first, ~0U, 0); }
