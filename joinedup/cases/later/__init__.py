"""What later lists and link runs would change about a tracked child, and who let it in or kept it out."""
