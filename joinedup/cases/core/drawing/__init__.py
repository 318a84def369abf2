"""A child's chronology as a picture and as a page: SVG and HTML made on the server, without scripts or inline styles."""
