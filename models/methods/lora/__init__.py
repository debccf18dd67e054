"""Low-rank adapters: few parameters learn, and are merged into the language model when it is saved."""
