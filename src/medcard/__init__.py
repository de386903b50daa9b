"""Plans for getting, replacing and switching on a Chinese social security card."""
