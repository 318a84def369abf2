"""Settings, addresses, the server and its worker: what joins the rooms into one running service."""
