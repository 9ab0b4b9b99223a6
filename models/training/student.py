#!/usr/bin/env python3
"""Distils the accurate recogniser into a small network over whole words (CPU, two threads).

usage: student.py ACCURATE_DIR OUT_DIR LABELLED.npz... [--gold GOLD.json[.gz]] [--stories DIR] [--minutes 25] [--width 256]

A word goes in as four ids of pieces (a table that starts as the teacher's, reduced by SVD), hashes of its suffix and its shape. Dilated
convolutions of three words, written as one matrix product over shifted copies, and one layer of attention. The loss is the
divergence from the teacher's distribution, and the gold where there is some.
"""
import argparse, json, os, random, time
os.environ.setdefault('OMP_WAIT_POLICY', 'PASSIVE')
import numpy as np, torch
import torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file
from accurate import ALLOWED
from corpus import load, stories
from score import F1
from words import SHAPES, SUFFIXES, Pieces, features

ROOM = 160


class Convolution(nn.Module):
    def __init__(self, width, dilation, drop):
        super().__init__(); self.norm, self.mix, self.dilation, self.drop = nn.LayerNorm(width), nn.Linear(3 * width, width), dilation, nn.Dropout(drop)

    def forward(self, words, mask):
        x = self.norm(words) * mask
        padded, length = F.pad(x, (0, 0, self.dilation, self.dilation)), x.shape[1]
        return words + self.drop(torch.relu(self.mix(torch.cat([padded[:, :length], x, padded[:, 2 * self.dilation:2 * self.dilation + length]], -1))))


class Attention(nn.Module):
    def __init__(self, width, heads, drop):
        super().__init__(); self.norm, self.qkv, self.out = nn.LayerNorm(width), nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.heads, self.size, self.drop = heads, width // heads, nn.Dropout(drop)

    def forward(self, words, mask):
        rows, length, width = words.shape
        q, k, v = self.qkv(self.norm(words)).reshape(rows, length, 3, self.heads, self.size).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-1, -2) * self.size ** -0.5 + (mask[:, None, None, :, 0] - 1) * 1e4).softmax(-1)
        return words + self.drop(self.out((weights @ v).transpose(1, 2).reshape(rows, length, width)))


class Student(nn.Module):
    def __init__(self, width=256, pieces=96, drop=0.1, dilations=(1, 2, 4, 1), heads=4):
        super().__init__()
        self.piece, self.suffix, self.shape = nn.Embedding(30522, pieces), nn.Embedding(SUFFIXES, 32), nn.Embedding(SHAPES, 32)
        self.enter, self.drop = nn.Linear(2 * pieces + 64, width), nn.Dropout(drop)
        self.convolutions = nn.ModuleList(Convolution(width, d, drop) for d in dilations)
        self.attention, self.norm, self.out = Attention(width, heads, drop), nn.LayerNorm(width), nn.Linear(width, 9)

    def forward(self, feats, mask):
        mask = mask.unsqueeze(-1)
        pieces = self.piece(feats[..., :4]) * (feats[..., :4] > 0).unsqueeze(-1).to(mask.dtype)
        x = torch.cat([pieces[:, :, 0], pieces[:, :, 1] + pieces[:, :, 2] + pieces[:, :, 3], self.suffix(feats[..., 4]), self.shape(feats[..., 5])], -1)
        words = torch.relu(self.enter(self.drop(x)))
        for at, convolution in enumerate(self.convolutions):
            words = convolution(words, mask)
            if at == 1: words = self.attention(words, mask)
        return self.out(self.norm(words))


def windows(paths, told):
    """(features, masks, log-probabilities) of at most ROOM words of one document."""
    out = []
    for path in paths:
        file = np.load(path); words = file['words'].tobytes().decode().split('\n')
        numbers, masks, scores = np.array([told(w) for w in words], np.int32), file['masks'], file['scores']
        at, first, document = 0, 0, None
        for length, number in zip(file['lengths'], file['documents']):
            if number != document or at + length - first > ROOM:
                if at > first: out.append((numbers[first:at], masks[first:at], scores[first:at]))
                first, document = at, number
            at += length
        out.append((numbers[first:at], masks[first:at], scores[first:at]))
    return out


def batches(windows, draw, size=4096):
    order = list(range(len(windows))); draw.shuffle(order); out = []
    for at in range(0, len(order), 1024):
        batch, longest = [], 0
        for one in sorted(order[at:at + 1024], key=lambda k: len(windows[k][0])):
            longest = max(longest, len(windows[one][0]))
            if batch and longest * (len(batch) + 1) > size: out.append(batch); batch, longest = [], len(windows[one][0])
            batch.append(one)
        if batch: out.append(batch)
    draw.shuffle(out)
    return [[windows[k] for k in batch] for batch in out]


def judge(model, folds, told):
    model.eval(); out = []
    with torch.inference_mode():
        for name, documents in folds.items():
            f1 = F1()
            for document in documents:
                numbers = [told(w) for words, _ in document['sents'] for w in words][:400]; masks = [m for _, ms in document['sents'] for m in ms][:400]
                f1.add(torch.log_softmax(model(torch.tensor([numbers]), torch.ones(1, len(numbers))), -1)[0].numpy(), masks)
            out.append(f'{name}: {f1}')
    model.train()
    return ' '.join(out)


def main():
    a = argparse.ArgumentParser(usage=__doc__); a.add_argument('teacher'); a.add_argument('out'); a.add_argument('labelled', nargs='+'); a.add_argument('--gold'); a.add_argument('--stories')
    a.add_argument('--minutes', type=float, default=25); a.add_argument('--width', type=int, default=256); a.add_argument('--rate', type=float, default=2e-3)
    a.add_argument('--believe', type=float, default=0.2, help='weight of the gold'); a.add_argument('--seed', type=int, default=3)
    o = a.parse_args(); torch.manual_seed(o.seed); torch.set_num_threads(2)
    pieces, known = Pieces(os.path.join(o.teacher, 'tokenizer.json')), {}
    def told(word):
        numbers = known.get(word)
        if numbers is None: numbers = known[word] = features(word, pieces(word))
        return numbers
    data = windows(o.labelled, told); print(len(data), 'windows,', sum(len(w[0]) for w in data), 'words', flush=True)
    left_out = [d for d in (load(o.gold) if o.gold else []) + (stories(o.stories) if o.stories else []) if d['fold'] == 'dev']
    folds = {name: found for name, of in (('edited', lambda s: s.startswith('gum') or s == 'wikigold'), ('desk', lambda s: s == 'desk')) if (found := [d for d in left_out if of(d['src'])])}
    model = Student(o.width)
    table = load_file(os.path.join(o.teacher, 'model.safetensors'))['bert.embeddings.word_embeddings.weight'].float()
    table = table - table.mean(0); _, _, turn = torch.linalg.svd(table.T @ table / len(table)); table = table @ turn[:model.piece.weight.shape[1]].T
    model.piece.weight.data.copy_(table / table.std() * 0.3)
    optimizer = torch.optim.AdamW(model.parameters(), lr=o.rate, weight_decay=0.01, fused=True, betas=(0.9, 0.98))
    mean = {k: v.clone() for k, v in model.state_dict().items()}
    start, step, epoch, seen, loss_mean = time.time(), 0, 0, 0, 0.0
    while time.time() - start < 60 * o.minutes:
        epoch += 1
        for batch in batches(data, random.Random(o.seed * 100 + epoch)):
            spent = (time.time() - start) / (60 * o.minutes)
            if spent >= 1: break
            for group in optimizer.param_groups: group['lr'] = o.rate * min(1, (step + 1) / 100) * (1 - spent)
            longest = max(len(w[0]) for w in batch); shape = (len(batch), longest)
            numbers, mask, masks, scores = np.zeros(shape + (6,), np.int64), np.zeros(shape, np.float32), np.zeros(shape, np.int64), np.zeros(shape + (9,), np.float32)
            for row, (n, m, s) in enumerate(batch): numbers[row, :len(n)], mask[row, :len(n)], masks[row, :len(n)], scores[row, :len(n)] = n, 1, m, s
            keep = torch.from_numpy(mask) > 0
            with torch.autocast('cpu', torch.bfloat16): answer = model(torch.from_numpy(numbers), torch.from_numpy(mask)).float()
            answer, teacher, allowed = torch.log_softmax(answer[keep], -1), torch.from_numpy(scores)[keep], torch.from_numpy(masks)[keep]
            divergence = (teacher.exp() * (teacher - answer)).sum(-1).mean()
            gold = -torch.logsumexp(answer[allowed > 0].masked_fill(~ALLOWED[allowed[allowed > 0]], -1e4), -1).sum() / max(len(answer), 1)
            loss = divergence + o.believe * gold
            optimizer.zero_grad(set_to_none=True); loss.backward(); nn.utils.clip_grad_norm_(model.parameters(), 1.0); optimizer.step()
            step += 1; seen += int(keep.sum()); loss_mean = 0.98 * loss_mean + 0.02 * divergence.item(); decay = min(0.998, (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in model.state_dict().items(): mean[k].lerp_(v, 1 - decay)
            if step % 200 == 0: print(f'epoch {epoch} step {step} divergence {loss_mean / (1 - 0.98 ** step):.4f} {time.time() - start:.0f} s {seen} words', judge(model, folds, told) if step % 1000 == 0 else '', flush=True)
    model.load_state_dict(mean); os.makedirs(o.out, exist_ok=True)
    torch.save(dict(width=o.width, state=mean), os.path.join(o.out, 'student.pt'))
    print(f'{epoch} epochs, {step} steps, {seen} words, {time.time() - start:.0f} s;', judge(model, folds, told))


if __name__ == '__main__': main()
