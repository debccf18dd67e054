"""The pretrained encoders that methods build on: which there are, whether they can be had here, how they load."""
