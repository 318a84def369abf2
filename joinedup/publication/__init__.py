"""Frozen public documents: one dataclass, four forms, kept outside the vault and served as stored."""
