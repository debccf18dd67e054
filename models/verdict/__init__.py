"""What a table is worth before anything is trained on it: its copies, its doubtful labels, what it would teach."""
