"""Own view first: what each inspectorate holds of each criterion before it hears the others, and the hour the views open together."""
