#!/usr/bin/env python3
"""Labelled text as gold for the perceptron: the teacher's best path among the labels that the gold allows.

usage: silver.py OUT.json LABELLED.npz...
"""
import json, sys
import numpy as np
from score import best_path

out = []
for path in sys.argv[2:]:
    file = np.load(path); words = file['words'].tobytes().decode().split('\n')
    masks, scores, at = file['masks'].astype(int), file['scores'].astype(float), 0
    masks[masks == 0] = 511
    allowed = (masks[:, None] >> np.arange(9) & 1).astype(bool)
    scores = np.where(allowed, np.maximum(scores, -15), -1e6)
    for length in file['lengths']:
        path_of = best_path(scores[at:at + length])
        out.append(dict(src='silver', fold='train', sents=[[words[at:at + length], [1 << label for label in path_of]]])); at += int(length)
with open(sys.argv[1], 'w', encoding='utf-8') as f: json.dump(out, f, ensure_ascii=False)
print(len(out), 'sentences')
