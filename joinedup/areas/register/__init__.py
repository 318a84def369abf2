"""Published facts about areas: codes, region, force, neighbours, names over time."""
