"""An app with one table, so that sealed columns are tested where they are defined and not through a higher room."""
