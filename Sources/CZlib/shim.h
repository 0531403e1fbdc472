#pragma once
#include <zlib.h>

/* deflateInit2 is a macro, which Swift cannot call. The window's size asks for gzip's frame. */
static inline int deflate_begin_gzip(z_stream *stream) {
  return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}
