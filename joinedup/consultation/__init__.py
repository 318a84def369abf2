"""The public consultation on the method: ask, collect, read every answer, say what changed because of it."""
