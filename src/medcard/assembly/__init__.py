"""From a choice of the front and the grounding behind it to the plan that people read."""
