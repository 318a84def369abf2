"""Consent of children and families to meet inspectors, and who met whom."""
