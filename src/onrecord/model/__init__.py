"""What a record is. Pure data classes: no reading, no language model, no database."""
