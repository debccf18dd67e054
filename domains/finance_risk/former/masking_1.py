"""The masking step as it was at version 1, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.masking import MASKING, MaskingOptions, mask_1
from domains.steps import text_step

MASKING_1 = text_step("masking", MASKING.title, MASKING.help, 1, MaskingOptions, mask_1)
"""Before listings on several markets, and symbols that a text calls one, were masked."""
