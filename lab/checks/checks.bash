# shellcheck shell=bash
# What the checks are written with. Sourced by each of them, which ends when something unforeseen fails.
set -euo pipefail

export PATH=/lab/bin:/lab/checks:$PATH NEURON_VM_CONNECT=qemu:///system
# Where a check leaves what it saw.
seen=$(mktemp)

# check WORDS COMMAND…: the command succeeds.
check() {
  local words=$1
  shift
  if "$@" >"$seen" 2>&1; then echo "ok - $words"; else
    echo "FAILED - $words (exit code $?: $*)"
    sed 's/^/    | /' "$seen" | tail -n 40
  fi
}

# same WORDS WANTED SEEN: two texts are equal.
same() {
  if [[ $2 == "$3" ]]; then echo "ok - $1"; else
    echo "FAILED - $1"
    diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") | sed 's/^/    | /' || true
  fi
}

# exits WORDS CODE PATTERN COMMAND…: the command ends with the code and says what matches the pattern.
exits() {
  local words=$1 code=$2 pattern=$3 got=0
  shift 3
  "$@" >"$seen" 2>&1 || got=$?
  if [[ $got == "$code" ]] && grep -qE -- "$pattern" "$seen"; then echo "ok - $words"; else
    echo "FAILED - $words (exit code $got, wanted $code and /$pattern/: $*)"
    sed 's/^/    | /' "$seen" | tail -n 40
  fi
}

# until SECONDS COMMAND…: waits for a state that the kernel reaches in its own time.
until_true() {
  local limit=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < limit)) || return 1
    sleep 0.2
  done
}

# The driver of the PCI device with this address, `none` without one.
driver() {
  if [[ -e /sys/bus/pci/devices/$1/driver ]]; then basename "$(readlink "/sys/bus/pci/devices/$1/driver")"; else echo none; fi
}

# Whether a driver makes pictures with the PCI device of this address.
has_picture() { [[ -n $(find "/sys/bus/pci/devices/$1/" -path '*/drm/card*' -print -quit) ]]; }

# Takes the picture off a card: whoever closes its nodes leaves the kernel's console on it, and a screen that is on is refused.
dark() {
  echo "$1" >"/sys/bus/pci/devices/$1/driver/unbind"
  echo "$1" >/sys/bus/pci/drivers_probe
  until_true 30 has_picture "$1"
}

# The members of the IOMMU group that the device with this address is in, in order.
group_of() { find "/sys/bus/pci/devices/$1/iommu_group/devices" -mindepth 1 -printf '%f\n' | sort | xargs; }
