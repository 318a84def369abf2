"""The written statement of action: what a partnership does about a letter, half-filled from it and private to the partnership."""
