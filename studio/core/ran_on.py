"""What a run's work was done on, as its worker found it; its manifest only says what was asked for."""

RAN_ON = "ran_on"
"""The key under which a run's result holds `device` (as torch names it), its `name` and the budget of `threads`."""
