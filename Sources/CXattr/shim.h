#pragma once
/* Extended attributes are not part of the Glibc module. */
#include <sys/xattr.h>
