"""Priority action: proposed, decided on by name with reasons, told the agencies addressed at once, answered on a day of its own."""
