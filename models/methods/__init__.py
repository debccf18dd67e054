"""The rungs of the ladder, cheapest first; importing this package imports no torch."""
