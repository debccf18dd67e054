"""How good a model is: metrics with intervals, comparisons, calibration, baselines. Nobody else computes a metric."""
