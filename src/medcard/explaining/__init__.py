"""Why a step, a paper, a date or a fee of an answer is as it is, and why a way is not in it."""
