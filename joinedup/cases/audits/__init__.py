"""The partnership's joint audit of a tracked child, and the inspectors' own view of the same questions beside it."""
