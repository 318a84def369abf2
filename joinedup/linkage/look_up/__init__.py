"""Asking agencies about the children of the cohort under the inspection's code, and what they answer."""
