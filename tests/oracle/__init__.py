"""Second opinions on fronts, each written from DESIGN §3 and from nothing in ``medcard.search``."""
