"""Whether an agency knows a child its lists do not hold: asked at its door, answered there."""
