"""What was judged of the whole cohort, worked out once for a sample and kept: timescales, handovers, who took part."""
