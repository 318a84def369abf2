"""The tables of the programme, kept by its packages."""
