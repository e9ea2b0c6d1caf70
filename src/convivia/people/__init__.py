"""People: accounts, the roles they hold, and the city or network that a role is held for."""
