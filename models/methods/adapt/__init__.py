"""A language model that first reads the domain's texts for themselves, and is fine-tuned then."""
