# Debian packages as files, without installing them. Sourced by the guest recipes.

# depmod and mkfs.vfat are not in an ordinary user's path.
PATH=$PATH:/usr/sbin:/sbin
packages_folder=${XDG_CACHE_HOME:-$HOME/.cache}/neuron-vm-tests/packages

# Prints the path of the newest version of package $1, downloading it when it is not there yet.
# Without a network the version that was downloaded last serves.
package() {
  local name=$1 version file
  mkdir -p "$packages_folder"
  version=$(apt-cache policy "$name" 2>/dev/null | awk '$1 == "Candidate:" { print $2 }')
  if [[ -z $version || $version == "(none)" ]]; then
    update_lists >&2
    version=$(apt-cache policy "$name" | awk '$1 == "Candidate:" { print $2 }')
  fi
  file=$(find "$packages_folder" -name "${name}_${version//:/%3a}_*.deb" -print -quit)
  if [[ -z $file ]]; then
    download "$name" >&2 || { update_lists >&2 && download "$name" >&2; } || true
    file=$(find "$packages_folder" -name "${name}_*.deb" -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-)
  fi
  if [[ -z $file ]]; then
    echo "The package $name could not be downloaded. Check the network and apt's sources, then try again." >&2
    return 1
  fi
  echo "$file"
}

# Whether stamp file $1 was written by this recipe ($2) within a week: asking apt for newer packages takes seconds.
up_to_date() {
  [[ -n $(find "$1" -mtime -7 2>/dev/null) && $(<"$1") == "$(recipe "$2")" ]]
}

write_stamp() {
  recipe "$2" >"$1"
}

recipe() {
  find "$1" "$(dirname "$1")/../Tests/Guests" -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -d' ' -f1
}

# The name of the package that holds the kernel itself: the smallest signed one that Debian has.
kernel_package() {
  package linux-image-cloud-amd64 >/dev/null
  dpkg-deb -f "$(package linux-image-cloud-amd64)" Depends | sed 's/[ ,|(].*//'
}

download() {
  local options=()
  # As root, apt would fetch as its own user, who may not enter root's folders.
  [[ $(id -u) == 0 ]] && options=(-o APT::Sandbox::User=root)
  (cd "$packages_folder" && apt-get -q "${options[@]}" download "$1")
}

update_lists() {
  if [[ $(id -u) == 0 ]]; then apt-get -q update; else sudo apt-get -q update; fi
}
