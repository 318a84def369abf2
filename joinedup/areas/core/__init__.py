"""What is known of areas, reckoned plainly: the register and published indicators; no Django."""
