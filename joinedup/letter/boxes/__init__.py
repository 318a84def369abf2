"""Practice studies and case studies: whom one is about, what was varied, who read it, who agreed, what others can learn."""
