"""From the cohort to the tracked child: selection, chronology, timescales, handovers."""
