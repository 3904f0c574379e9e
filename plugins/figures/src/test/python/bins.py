"""Prints the numbers that BinsTest expects: NumPy's own Freedman-Diaconis rule and counts."""

import numpy as np

x = np.array([np.sin(i) * np.sqrt(i) for i in range(3000)])
edges = np.histogram_bin_edges(x, "fd")
print(len(edges) - 1, np.histogram(x, edges)[0].tolist())
