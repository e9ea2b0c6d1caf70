"""Where practices happen: countries, cities, boroughs, regions, and the networks that they belong to."""
