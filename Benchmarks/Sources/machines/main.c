/* Defines and removes the machines that a benchmark needs, over one connection.

     machines URI define FIRST LAST      bench-FIRST to bench-LAST, with little in them
     machines URI start NAME             defines and starts one that boots nothing
     machines URI remove NAME [POOL]     ends and removes one, with its disk NAME.qcow2 of the pool */
#include <libvirt/libvirt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static virDomainPtr define(virConnectPtr connection, const char *name) {
  char xml[1024];
  snprintf(
      xml, sizeof xml,
      "<domain type='qemu'><name>%s</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>"
      "<os><type arch='x86_64' machine='q35'>hvm</type></os><devices><controller type='usb' model='none'/>"
      "<memballoon model='none'/></devices></domain>",
      name);
  return virDomainDefineXML(connection, xml);
}

int main(int count, char **words) {
  if (count < 4) return 64;
  virConnectPtr connection = virConnectOpen(words[1]);
  if (!connection) return 1;
  if (!strcmp(words[2], "define") && count == 5) {
    for (int number = atoi(words[3]); number <= atoi(words[4]); number++) {
      char name[32];
      snprintf(name, sizeof name, "bench-%05d", number);
      virDomainPtr domain = define(connection, name);
      if (!domain) return 1;
      virDomainFree(domain);
    }
  } else if (!strcmp(words[2], "start")) {
    virDomainPtr domain = define(connection, words[3]);
    if (!domain || virDomainCreate(domain)) return 1;
    virDomainFree(domain);
  } else if (!strcmp(words[2], "remove")) {
    virDomainPtr domain = virDomainLookupByName(connection, words[3]);
    if (!domain) return 1;
    if (virDomainIsActive(domain) == 1 && virDomainDestroy(domain)) return 1;
    if (virDomainUndefineFlags(domain, VIR_DOMAIN_UNDEFINE_NVRAM)) return 1;
    virDomainFree(domain);
    if (count == 5) {
      char name[256];
      snprintf(name, sizeof name, "%s.qcow2", words[3]);
      virStoragePoolPtr pool = virStoragePoolLookupByName(connection, words[4]);
      virStorageVolPtr volume = pool ? virStorageVolLookupByName(pool, name) : NULL;
      if (!volume || virStorageVolDelete(volume, 0)) return 1;
      virStorageVolFree(volume);
      virStoragePoolFree(pool);
    }
  } else {
    return 64;
  }
  virConnectClose(connection);
  return 0;
}
