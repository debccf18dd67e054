"""The public sets of the field."""

from domains.contract import PublicDataset

PUBLIC_DATASETS: tuple[PublicDataset, ...] = ()
