"""The project's own corpus: coded documents, sentences and report groups (CC BY 4.0). See README.md."""
