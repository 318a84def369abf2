"""An inspection that does not go on as planned: put off, paused, left incomplete, or taken further after fieldwork."""
