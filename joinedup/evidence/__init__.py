"""What was seen: inspectors' notes, and the findings that rest on them."""
