"""The masking step as it was at version 2, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.masking import MASKING, MaskingOptions, mask_2
from domains.steps import text_step

MASKING_2 = text_step("masking", MASKING.title, MASKING.help, 2, MaskingOptions, mask_2)
"""Before listings on more exchanges, and symbols as agencies write them, were masked."""
