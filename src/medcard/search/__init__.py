"""The exact front of a problem. Pure: knows nothing of cards, packs or facts."""
