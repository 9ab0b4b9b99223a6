"""Best paths and strict F1 on the fold that is left out of training."""
import numpy as np
from corpus import ANY, LABELS, spans

FORBIDDEN = np.array([[-1e9 if to >= 2 and to % 2 == 0 and at not in (to, to - 1) else 0.0 for to in range(9)] for at in range(9)])


def best_path(scores):
    """Labels of (words, 9) log-probabilities; an I- stands only behind its B- or I-."""
    best, back = scores[0].astype(float), []
    best[2::2] = -1e9
    for row in scores[1:]:
        sums = best[:, None] + FORBIDDEN
        back.append(sums.argmax(0)); best = sums.max(0) + row
    path = [int(best.argmax())]
    for row in reversed(back): path.append(int(row[path[-1]]))
    return path[::-1]


def found(path):
    out, open_at = [], None
    for at, label in enumerate([LABELS[k] for k in path] + ['O']):
        if open_at is not None and not (label[0] == 'I' and label[2:] == open_at[1]):
            if open_at[1] != 'MISC': out.append((open_at[0], at, open_at[1]))
            open_at = None
        if label[0] == 'B': open_at = (at, label[2:])
    return out


class F1:
    def __init__(self): self.right = self.found = self.gold = 0

    def add(self, scores, masks):
        """Spans over words of which nothing is known do not count."""
        guess = {s for s in found(best_path(scores)) if ANY not in masks[s[0]:s[1]]}
        gold = set(spans(masks))
        self.right += len(guess & gold); self.found += len(guess); self.gold += len(gold)

    def __str__(self):
        return 'P %.2f R %.2f F %.2f' % (100 * self.right / max(self.found, 1), 100 * self.right / max(self.gold, 1), 200 * self.right / max(self.found + self.gold, 1))
