"""The three front doors: inspectorate, agency, public. Pages only: reads come from queries, writes go through actions."""
