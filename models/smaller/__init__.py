"""Making a fine-tuned model smaller: fewer layers, fewer heads, fewer weights, or a student taught by it."""
