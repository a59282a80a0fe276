"""The benchmark: `make bench`; docs/benchmark.md tells how to read it."""
