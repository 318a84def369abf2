"""What agencies arrange before inspectors come: asked for, arranged, not possible or not needed, by whom and by when."""
