"""Nobody can be recognised: what the disclosure check finds in a letter, and what a named person decides about each thing found."""
