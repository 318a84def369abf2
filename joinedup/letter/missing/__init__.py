"""What a letter leaves out: strong findings, agencies nobody speaks of, urgent concerns."""
