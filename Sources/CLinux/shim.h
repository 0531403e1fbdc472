#pragma once
/* glibc has no function for openat2, shows getdents64 to GNU sources only, and syscall takes a varying number of
   arguments, which Swift cannot call. */
#include <linux/openat2.h>
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
