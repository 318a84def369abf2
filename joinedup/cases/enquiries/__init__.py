"""Lines of enquiry: what the lists give cause to ask about, what an inspector made of it, and what was found."""
