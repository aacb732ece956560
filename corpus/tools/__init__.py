"""Modules that read the corpus sources and turn quotes into offsets."""
