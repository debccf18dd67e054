"""Contrastive fine-tuning on pairs of training texts, then a linear head (SetFit: Tunstall et al. 2022)."""
