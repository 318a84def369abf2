"""What was seen for a line of enquiry: the notes that speak to it, and those its closing rests on."""
