"""Prints the control points of ColourScale.

Viridis: matplotlib's table at 17 even places. Diverging: straight lines in CIELAB from a blue to a
near white to a red of the same lightness, so that equal steps of the value are equal steps of
lightness on both sides.
"""

import numpy as np
from matplotlib import colormaps
from skimage.color import lab2rgb, rgb2lab


def hexes(rgb):
    return ", ".join("0x%02X%02X%02X" % tuple(int(round(float(c) * 255)) for c in row) for row in rgb)


places = np.linspace(0, 1, 17)
print("viridis", hexes(colormaps["viridis"](places)[:, :3]))


def lab(hex_colour, lightness):
    rgb = np.array([[[int(hex_colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]]])
    value = rgb2lab(rgb)[0, 0]
    value[0] = lightness
    return value


blue, white, red = lab("2166AC", 38), np.array([96.5, 0, 0]), lab("B2182B", 38)
points = []
for place in places:
    side, depth = (blue, 1 - 2 * place) if place < 0.5 else (red, 2 * place - 1)
    points.append(white + depth * (side - white))
rgb = lab2rgb(np.array([points]))[0]
print("diverging", hexes(rgb))
