/* Makes a disk and a machine with libvirt alone, from XML that was made before.

     bare-create URI POOL VOLUME.xml DOMAIN.xml */
#include <libvirt/libvirt.h>
#include <stdio.h>

static int read_file(const char *path, char *text, size_t size) {
  FILE *file = fopen(path, "r");
  if (!file) return -1;
  size_t length = fread(text, 1, size - 1, file);
  text[length] = 0;
  fclose(file);
  return length < size - 1 ? 0 : -1;
}

int main(int count, char **words) {
  static char volume_xml[1 << 16], domain_xml[1 << 16];
  if (count != 5) return 64;
  if (read_file(words[3], volume_xml, sizeof volume_xml) || read_file(words[4], domain_xml, sizeof domain_xml)) return 1;
  virConnectPtr connection = virConnectOpen(words[1]);
  if (!connection) return 1;
  virStoragePoolPtr pool = virStoragePoolLookupByName(connection, words[2]);
  if (!pool) return 1;
  virStorageVolPtr volume = virStorageVolCreateXML(pool, volume_xml, 0);
  if (!volume) return 1;
  virDomainPtr domain = virDomainDefineXMLFlags(connection, domain_xml, VIR_DOMAIN_DEFINE_VALIDATE);
  if (!domain) return 1;
  virDomainFree(domain);
  virStorageVolFree(volume);
  virStoragePoolFree(pool);
  virConnectClose(connection);
  return 0;
}
