#pragma once
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

/* xmlFree is a global function pointer variable; Swift 6 refuses shared mutable globals. */
static inline void neuron_xml_free(void *pointer) { xmlFree(pointer); }
