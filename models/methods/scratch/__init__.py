"""Small networks trained from scratch: a convolution over words (Kim 2014), a bidirectional LSTM with attention."""
