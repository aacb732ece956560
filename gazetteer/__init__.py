"""Builds the packaged gazetteer; see docs/places.md."""
