"""Medical notes: which kind of note, or which section of one, a text is."""
