"""An agency's own look at its files before anybody else sees them, and what it says beside them."""
