"""Judging together: what the team concludes of a criterion once the views are open, and the differences of view that are kept."""
