"""Which week and which inspectors: runs of the roster, what-if copies, what people pin and forbid, and the plan that holds."""
