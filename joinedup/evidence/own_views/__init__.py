"""Own view first: what each inspectorate holds of a criterion before it hears the others, until all views open together."""
