"""The shape of a row, record, event, relation, link and child, and what makes them comparable."""
