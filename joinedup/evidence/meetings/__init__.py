"""The daily team meeting: what is new, what is thin, who looks at what, and what was decided."""
