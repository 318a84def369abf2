"""Who leads on a tracked child, and each time that was changed."""
