import ArgumentParser

/// The completion script for bash.
///
/// Bash splits words at `:` and `=`, so that a URI comes in four pieces. Around the generated function stands one that
/// joins them first, and takes from its replies what bash will not replace.
enum BashCompletion {
  static var script: String {
    let generated = NeuronVMCommand.completionScript(for: .bash)
    // The last line names the function that bash calls.
    let lines = generated.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.filter { !$0.hasPrefix("complete ") }.joined(separator: "\n") + "\n" + joining
  }

  private static let joining = #"""
    __neuron-vm_joining() {
        local IFS=$' \t\n'
        local -a words=()
        local -i index cword=0
        local rest="${COMP_LINE}" piece stripped before='' cur="${2}"
        for index in "${!COMP_WORDS[@]}"; do
            piece="${COMP_WORDS[index]}"
            stripped="${rest#"${rest%%[![:space:]]*}"}"
            if [[ "${index}" -eq 0 || "${stripped}" != "${rest}" ]]; then
                words+=("${piece}")
            elif [[ "${piece}" = '=' && "${words[-1]}" = --* && "${words[-1]}" != *=* ]]; then
                # --option=value is --option value; the next piece is joined to the new, empty word.
                words+=('')
                piece=''
                stripped="${stripped#=}"
                if [[ "${index}" -eq "${COMP_CWORD}" ]]; then cur=''; fi
            else
                words[-1]+="${piece}"
            fi
            if [[ "${index}" -eq "${COMP_CWORD}" ]]; then
                cword="${#words[@]}-1"
                before="${words[-1]%"${piece}"}"
                # Bash completes what follows a sign at which it splits.
                if [[ -z "${cur}" && "${piece}" = [:=@] ]]; then before+="${piece}"; fi
            fi
            rest="${stripped#"${piece}"}"
        done
        cur="${before}${cur}"

        local -a COMP_WORDS=("${words[@]}")
        local -i COMP_CWORD="${cword}"
        local COMP_LINE="${words[*]}"
        local passed="${words[*]::cword}"
        local -i COMP_POINT="${#passed}+1+${#cur}"
        _neuron-vm "${1}" "${cur}" "${words[cword-1]}"

        for index in "${!COMPREPLY[@]}"; do
            COMPREPLY[index]="${COMPREPLY[index]#"${before}"}"
        done
    }

    complete -o filenames -F __neuron-vm_joining neuron-vm

    """#
}
