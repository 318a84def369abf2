"""The log: every write and every read of a child's data, in one chain per inspection that shows tampering."""
