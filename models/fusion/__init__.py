"""Several model versions answering as one: the weighted mean of them, or a small one that passes on what it doubts."""
