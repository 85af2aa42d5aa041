"""Where the season stands: the overview, areas and units."""
