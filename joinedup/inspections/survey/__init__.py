"""The short survey that opens when the letter is published: what people who took part say of the method."""
