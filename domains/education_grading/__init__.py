"""Education grading: what a pupil's answer is worth, given the question and a reference answer."""
