"""Proofs over packs: for everybody there can be, not for one person."""
