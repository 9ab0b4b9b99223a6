#!/usr/bin/env python3
"""Reads text with the accurate recogniser: what its student and the perceptron learn from.

usage: label.py ACCURATE_DIR OUT.npz [--gold GOLD.json[.gz]] [--stories DIR] [--text TEXT.json[.gz]] [--swapped 0.0] [--seed 1]

GOLD has documents with gold masks; of TEXT (the same form) only sentences that GOLD lacks are read, and its masks are not
believed. --swapped reads a copy in which names are changed for others with this probability, so that a student sees what its
teacher thinks of names and sentences that no text has. OUT.npz: words, masks (0: no gold), lengths of sentences, number of the
document of each sentence, log-probabilities (float16).
"""
import argparse, random
import numpy as np, torch
from accurate import Batches, ROOM, logits, network, tensors
from corpus import ANY, load, stories
from words import Pieces, case


def read(model, pieces, documents, size=6144):
    """Log-probabilities (words, 9) of each sentence of each document."""
    windows, out = [], []
    for document in documents:
        window = None
        for words, _ in document['sents']:
            ids, cases, heads = [], [], []
            for word in words:
                cut = pieces(word)
                heads.append(len(ids)); ids += cut; cases += [case(word)] * len(cut)
            out.append(None)
            if window is None or len(window[0]) + len(ids) > ROOM:
                window = ([], [], []); windows.append(window)
            window[2].append((len(out) - 1, [len(window[0]) + h for h in heads]))
            window[0].extend(ids); window[1].extend(cases)
    windows.sort(key=lambda w: len(w[0]))
    at = 0
    while at < len(windows):
        end = at + 1
        while end < len(windows) and (end + 1 - at) * (len(windows[end][0]) + 2) <= size: end += 1
        batch = [(w[0][:ROOM], w[1][:ROOM], [0] * len(w[0][:ROOM])) for w in windows[at:end]]
        ids, cases, _, seen = tensors(batch)
        with torch.inference_mode(): scores = torch.log_softmax(logits(model, ids, cases, seen), -1).numpy()
        for row, (_, _, sentences) in enumerate(windows[at:end]):
            for number, heads in sentences:
                known = np.full((len(heads), 9), -15.0, np.float32); known[:, 0] = 0
                for word, head in enumerate(heads):
                    if head < ROOM: known[word] = scores[row][head + 1]
                out[number] = known
        at = end
    return out


def main():
    a = argparse.ArgumentParser(usage=__doc__); a.add_argument('model'); a.add_argument('out'); a.add_argument('--gold'); a.add_argument('--stories'); a.add_argument('--text')
    a.add_argument('--swapped', type=float, default=0.0); a.add_argument('--seed', type=int, default=1)
    o = a.parse_args(); torch.set_num_threads(2); draw = random.Random(o.seed)
    pieces = Pieces(o.model + '/tokenizer.json'); model = network(o.model).eval()
    documents = [d for d in (load(o.gold) if o.gold else []) + (stories(o.stories) if o.stories else []) if d['fold'] == 'train']
    if o.text:
        known = {' '.join(words) for d in documents for words, _ in d['sents']}
        if o.gold: known |= {' '.join(words) for d in load(o.gold) for words, _ in d['sents']}
        rest = [words for d in load(o.text) for words, _ in d['sents'] if ' '.join(words) not in known]
        documents += [dict(src='text', fold='train', sents=[[words, [0] * len(words)] for words in rest[at:at + 5]]) for at in range(0, len(rest), 5)]
    if o.swapped:
        batches = Batches([d for d in documents if d['src'] != 'text'], pieces, o.swapped)
        documents = [dict(d, sents=[batches.changed(*s, draw) for s in d['sents']]) for d in documents]
    scores = read(model, pieces, documents)
    sentences = [(number, words, masks) for number, d in enumerate(documents) for words, masks in d['sents']]
    np.savez(o.out, words=np.frombuffer('\n'.join(w.replace('\n', ' ') for _, words, _ in sentences for w in words).encode(), np.uint8),
             masks=np.array([m for _, _, masks in sentences for m in masks], np.uint16), lengths=np.array([len(w) for _, w, _ in sentences], np.int32),
             documents=np.array([n for n, _, _ in sentences], np.int32), scores=np.concatenate(scores).astype(np.float16))
    print(sum(len(w) for _, w, _ in sentences), 'words of', len(documents), 'documents')


if __name__ == '__main__': main()
