"""One module per part of the inspection, in the order the inspection goes."""
