"""The tracking record: what inspectors of all inspectorates write together about one tracked child."""
