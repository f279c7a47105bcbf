"""Writes npy.tsv: JSON, a tab, and in base64 what NumPy saves for it.

Made with NumPy 1.24.2:  python3 npy.py > npy.tsv
"""
import base64
import io
import json

import numpy


def ones(dimensions):
    value = 1
    for _ in range(dimensions):
        value = [value]
    return value


VALUES = [
    [1, 2.5, -3e-7],
    [],
    [[], []],
    [[1, 2, 3], [4, 5, 6]],
    [[[1, 2], [3, 4], [5, 6]]],
    [None, "NaN", "Infinity", "-Infinity", -0.0, 0],
    [0.1, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 9007199254740993, 123456789012345678901234567890],
    [[None], [1]],
    list(range(1000)),
    *(ones(dimensions) for dimensions in range(1, 33)),
]

for value in VALUES:
    saved = io.BytesIO()
    numpy.save(saved, numpy.array(value, dtype="<f8"))
    print(json.dumps(value), base64.b64encode(saved.getvalue()).decode(), sep="\t")
