"""Packs: one YAML file a region, read strictly and with positions; the only place that opens files."""
