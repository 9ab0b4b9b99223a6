#!/usr/bin/env python3
"""Fine-tunes a MiniLM encoder into the accurate recogniser of names (CPU, two threads).

usage: accurate.py GOLD.json[.gz] INIT_DIR OUT_DIR [--stories DIR] [--minutes 40] [--rate 2e-4]

INIT_DIR is the plain encoder (config.json, model.safetensors, tokenizer.json), or an earlier OUT_DIR to go on from. The case of
a word is the token type of its pieces, since the vocabulary is uncased. The loss is the total probability of the labels that
a word's mask allows, -log p softened to (1 - p^q)/q against wrong gold (Zhang and Sabuncu, 2018). Each epoch draws sources,
window sizes, changed case and swapped names anew; what is saved is the moving average of the weights.
"""
import argparse, collections, json, os, random, shutil, time
os.environ.setdefault('OMP_WAIT_POLICY', 'PASSIVE')
import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertForTokenClassification
from corpus import ANY, BIT, LABELS, SHARE, load, spans, stories
from score import F1
from words import Pieces, case

CASES, ROOM = 6, 254
ALLOWED = torch.tensor([[bool(mask >> label & 1) for label in range(9)] for mask in range(ANY + 1)])


def network(folder):
    config = BertConfig.from_pretrained(folder, num_labels=9, id2label=dict(enumerate(LABELS)), label2id={l: k for k, l in enumerate(LABELS)},
                                        type_vocab_size=CASES, attention_probs_dropout_prob=0.0)
    model = BertForTokenClassification._from_config(config, attn_implementation="eager")
    state = load_file(os.path.join(folder, 'model.safetensors'))
    state = {k if k.startswith(('bert.', 'classifier.')) else 'bert.' + k: v for k, v in state.items()}
    types = 'bert.embeddings.token_type_embeddings.weight'
    if len(state[types]) != CASES:
        noise = 0.02 * torch.randn(CASES, state[types].shape[1]); noise[0] = 0
        state[types] = state[types][:1] + noise
    model.load_state_dict(state, strict=False)
    return model


class Batches:
    def __init__(self, documents, pieces, swapped=0.15):
        self.documents, self.pieces, self.swapped, self.names = documents, pieces, swapped, collections.defaultdict(list)
        for document in documents:
            if document['src'] not in ('btc', 'wnut'):
                for words, masks in document['sents']:
                    for start, end, kind in spans(masks): self.names[kind].append(words[start:end])

    def changed(self, words, masks, draw):
        for start, end, kind in reversed(spans(masks)):
            if draw.random() < self.swapped:
                name = draw.choice(self.names[kind])
                words = words[:start] + name + words[end:]
                masks = masks[:start] + [BIT['B-' + kind]] + [BIT['I-' + kind]] * (len(name) - 1) + masks[end:]
        what = draw.random()
        if what < 0.05: return [w.upper() for w in words], masks
        if what < 0.09: return [w[:1].upper() + w[1:] if len(w) > 3 else w for w in words], masks
        return words, masks

    def windows(self, draw, training):
        out = []
        for document in self.documents:
            share = SHARE.get(document['src'], 1.0) if training else 1.0
            for _ in range(int(share) + (draw.random() < share % 1)):
                room = draw.choice((62, 126, 126, ROOM)) if training else ROOM
                window = ([], [], [])
                for words, masks in document['sents']:
                    if training: words, masks = self.changed(words, masks, draw)
                    ids, cases, heads = [], [], []
                    for word, mask in zip(words, masks):
                        cut = self.pieces(word)
                        ids += cut; cases += [case(word)] * len(cut); heads += [mask] + [0] * (len(cut) - 1)
                    if window[0] and len(window[0]) + len(ids) > room: out.append(window); window = ([], [], [])
                    window = tuple((a + b)[:ROOM] for a, b in zip(window, (ids, cases, heads)))
                if window[0]: out.append(window)
        return out

    def epoch(self, draw, training=True, size=2048):
        windows, out = self.windows(draw, training), []
        if training: draw.shuffle(windows)
        for at in range(0, len(windows), 1024):
            batch, longest = [], 0
            for window in sorted(windows[at:at + 1024], key=lambda w: len(w[0])):
                longest = max(longest, len(window[0]) + 2)
                if batch and longest * (len(batch) + 1) > size: out.append(batch); batch, longest = [], len(window[0]) + 2
                batch.append(window)
            if batch: out.append(batch)
        if training: draw.shuffle(out)
        return out


def tensors(batch):
    longest = max(len(w[0]) for w in batch) + 2
    ids, cases, masks, seen = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(4))
    for row, (i, c, m) in enumerate(batch):
        n = len(i)
        ids[row, :n + 2] = torch.tensor([101] + i + [102]); cases[row, 1:n + 1] = torch.tensor(c)
        masks[row, 1:n + 1] = torch.tensor(m); seen[row, :n + 2] = 1
    return ids, cases, masks, seen


def logits(model, ids, cases, seen):
    with torch.autocast('cpu', torch.bfloat16):
        return model(input_ids=ids, attention_mask=seen, token_type_ids=cases).logits.float()


def judge(model, batches):
    model.eval(); f1 = F1()
    with torch.inference_mode():
        for batch in batches.epoch(random.Random(0), False, 4096):
            ids, cases, masks, seen = tensors(batch)
            scores = torch.log_softmax(logits(model, ids, cases, seen), -1).numpy()
            for row in range(len(batch)):
                heads = masks[row].numpy().nonzero()[0]
                f1.add(scores[row][heads], [int(m) for m in masks[row][heads]])
    model.train()
    return f1


def main():
    a = argparse.ArgumentParser(usage=__doc__); a.add_argument('gold'); a.add_argument('init'); a.add_argument('out'); a.add_argument('--stories')
    a.add_argument('--minutes', type=float, default=40); a.add_argument('--rate', type=float, default=2e-4); a.add_argument('--seed', type=int, default=7)
    a.add_argument('--q', type=float, default=0.15); a.add_argument('--floor', type=float, default=0.0, help='share of the rate at the end')
    o = a.parse_args(); torch.manual_seed(o.seed); torch.set_num_threads(2)
    pieces = Pieces(os.path.join(o.init, 'tokenizer.json'))
    documents = load(o.gold) + (stories(o.stories) if o.stories else [])
    train = Batches([d for d in documents if d['fold'] == 'train'], pieces)
    folds = {name: Batches([d for d in documents if d['fold'] == 'dev' and of(d['src'])], pieces) for name, of in (
        ('edited', lambda s: s.startswith('gum') or s == 'wikigold'), ('posts', lambda s: s in ('btc', 'wnut')), ('desk', lambda s: s == 'desk'))}
    model = network(o.init); model.train()
    layers, groups = model.config.num_hidden_layers, []
    for name, weight in model.named_parameters():
        depth = layers + 1 if 'token_type' in name else 0 if 'embeddings' in name else int(name.split('layer.')[1].split('.')[0]) + 1 if 'layer.' in name else layers + 1
        groups.append(dict(params=[weight], lr=0.0, base=o.rate * 0.9 ** (layers + 1 - depth), weight_decay=0.01 if weight.ndim > 1 else 0.0))
    optimizer = torch.optim.AdamW(groups, fused=True, betas=(0.9, 0.98))
    mean = {k: v.clone() for k, v in model.state_dict().items()}
    start, step, epoch, pieces_seen, loss_mean = time.time(), 0, 0, 0, 0.0
    while (spent := (time.time() - start) / (60 * o.minutes)) < 1:
        epoch += 1
        for batch in train.epoch(random.Random(o.seed * 1000 + epoch)):
            spent = (time.time() - start) / (60 * o.minutes)
            if spent >= 1: break
            for group in optimizer.param_groups: group['lr'] = group['base'] * min((step + 1) / 60, 1.0) * max(1 - spent, o.floor)
            ids, cases, masks, seen = tensors(batch)
            known = masks > 0
            scores = torch.log_softmax(logits(model, ids, cases, seen)[known], -1)
            allowed = torch.logsumexp(scores.masked_fill(~ALLOWED[masks[known]], -1e4), -1)
            loss = ((1 - torch.exp(o.q * allowed)) / o.q).mean() if o.q else -allowed.mean()
            optimizer.zero_grad(set_to_none=True); loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0); optimizer.step()
            step += 1; pieces_seen += int(seen.sum()); loss_mean = 0.98 * loss_mean + 0.02 * loss.item()
            keep = min(0.998, (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    if v.dtype.is_floating_point: mean[k].lerp_(v, 1 - keep)
            if step % 100 == 0: print(f'epoch {epoch} step {step} loss {loss_mean / (1 - 0.98 ** step):.4f} {time.time() - start:.0f} s {pieces_seen} pieces', flush=True)
            if step % 800 == 0: print('  ', *(f'{n}: {judge(model, b)}' for n, b in folds.items() if b.documents), flush=True)
    model.load_state_dict(mean)
    print('mean:', *(f'{n}: {judge(model, b)}' for n, b in folds.items() if b.documents))
    model.save_pretrained(o.out); shutil.copy(os.path.join(o.init, 'tokenizer.json'), o.out)
    print(f'{epoch} epochs, {step} steps, {pieces_seen} pieces, {time.time() - start:.0f} s, {time.process_time():.0f} s of CPU')


if __name__ == '__main__': main()
