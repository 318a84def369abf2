"""What came from a device and could not be placed: kept whole and sealed, for its writer and the lead inspector to look at."""
