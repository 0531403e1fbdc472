/* Lists all machines with libvirt alone: the one call that `neuron-vm list` makes, with the same flags.

     bare-list URI */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <string.h>

static void ignore(void *context, virErrorPtr error) {}

int main(int count, char **words) {
  if (count != 2) return 64;
  virSetErrorFunc(NULL, ignore);
  virConnectPtr connection = virConnectOpen(words[1]);
  if (!connection) return 1;
  virDomainStatsRecordPtr *records;
  int found = virConnectGetAllDomainStats(
      connection, VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_VCPU, &records,
      VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT);
  if (found < 0) return 1;
  for (int index = 0; index < found; index++) {
    int state = 0;
    unsigned long long memory = 0;
    unsigned int processors = 0;
    virDomainStatsRecordPtr record = records[index];
    for (int each = 0; each < record->nparams; each++) {
      virTypedParameterPtr parameter = record->params + each;
      if (!strcmp(parameter->field, "state.state")) state = parameter->value.i;
      if (!strcmp(parameter->field, "balloon.maximum")) memory = parameter->value.ul;
      if (!strcmp(parameter->field, "vcpu.current")) processors = parameter->value.ui;
    }
    printf("%s %d %llu %u\n", virDomainGetName(record->dom), state, memory, processors);
  }
  virDomainStatsRecordListFree(records);
  virConnectClose(connection);
  return 0;
}
