#pragma once
/* Swift's Glibc is without _GNU_SOURCE, which hides these. */
#include <sys/types.h>

extern ssize_t copy_file_range(int source, __off64_t *from, int target, __off64_t *to, size_t count, unsigned flags);

extern int sync_file_range(int file, __off64_t offset, __off64_t count, unsigned flags);

/* Source: linux/fs.h. */
static const unsigned neuron_sync_file_range_write = 2;
static const int neuron_seek_data = 3;
static const int neuron_seek_hole = 4;
