"""One inspection: its own copy of the framework, its team, its stage and its key dates."""
