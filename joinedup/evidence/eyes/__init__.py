"""Notes for restricted eyes: who may read them, who is named, and how the restriction is lifted."""
