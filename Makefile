# Every task of this project. Each installs what it needs through apt, asking sudo when not root.
.PHONY: help build setup demo test lab check fuzz soak bench clean
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r name what; do printf '  make %-7s %s\n' "$$name" "$$what"; done

setup: ## install everything that the other tasks need
	@scripts/setup all

build: ## build the release programs, .build/release/neuron-vm and neuron-vm-host
	@scripts/setup build
	swift build -c release --static-swift-stdlib --product neuron-vm
	swift build -c release --static-swift-stdlib --product neuron-vm-host

demo: ## create, boot, pause, resume, stop and delete a real machine on this host
	@scripts/demo

test: setup ## run all tests, those with real machines in a libvirt of their own
	@scripts/test

lab: setup ## run the checks inside a virtual passthrough host: real IOMMU, cards and boot loaders (needs root)
	@lab/run

check: setup ## format, compiler warnings, imports, scripts, house rules, and no Foundation in the program
	@scripts/check

fuzz: setup ## fuzz each gate where untrusted input enters; SECONDS=20 GATES="xml …"
	@scripts/fuzz $(or $(SECONDS),20) $(GATES)

soak: setup ## repeat the tests with real machines; TIMES=10
	@scripts/soak $(or $(TIMES),10)

bench: setup ## measure against the peers, side by side
	@scripts/bench

clean: ## remove what was built
	rm -rf .build
