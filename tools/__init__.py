"""Scripts that build data shipped with the package."""
