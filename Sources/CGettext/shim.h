#pragma once
/* glibc's translation functions are not part of the Glibc module. */
#include <libintl.h>
