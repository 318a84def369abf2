"""Factual accuracy: each agency sees one exact version under embargo, comments on it, and is answered point by point."""
