"""Adapters between the benchmark files and onrecord's public functions; see docs/benchmarks.md."""
