"""Full fine-tuning of an encoder: options, network, loop, checkpoints."""
