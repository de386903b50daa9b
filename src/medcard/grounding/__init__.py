"""The rules of a region resolved for one person and one scenario: a ``Problem``, and what was rejected."""
