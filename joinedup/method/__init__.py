"""The inspection method as data: frameworks read and checked, and the working-day calendar they count in."""
