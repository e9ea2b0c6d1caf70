"""Reviews: rounds, who is asked to judge what, criteria, comments and what comes of them."""
