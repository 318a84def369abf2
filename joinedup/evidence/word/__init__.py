"""A notebook out of the service and back: as a Word document, and whole as HTML or JSON."""
