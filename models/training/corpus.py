"""What the networks learn from: documents of sentences, each word with the labels that its source allows.

A document is {"src", "fold", "sents": [[words], [masks]]}; a mask has a bit for each label that may be right, so that a
source without the class MISC, or text without any gold, is learned from as far as it says something (0 = nothing known).
"""
import glob, gzip, json, os, re, sys, zlib

LABELS = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC', 'B-MISC', 'I-MISC']
BIT = {label: 1 << at for at, label in enumerate(LABELS)}
ANY = (1 << len(LABELS)) - 1

# How often an epoch takes a document of each source: news and edited prose first, posts and trade vocabularies less.
SHARE = {'desk': 1.5, 'redocred': 1.0, 'wikigold': 1.5, 'uner': 1.5, 'gum-news': 2.0, 'gum-interview': 2.0, 'crossner-politics': 1.0, 'crossner-ai': 0.5,
         'crossner-literature': 0.5, 'crossner-music': 0.5, 'crossner-science': 0.6, 'btc': 0.5, 'wnut': 0.4, 'gum-bio': 0.8,
         'gum-voyage': 0.6, 'gum-academic': 0.5, 'gum-court': 0.5}

# Near enough to crates/enricher/src/token.rs.
TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]\.(?= [A-Z])|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|St|Jr|Sr|Inc|Corp|Co|Ltd|Bros|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.(?!\w)"
                   r"|\d+(?:[.,:]\d+)*(?:[-'’]?\w+)*|\w+?(?=n['’]t\b)|n['’]t\b|\w+(?:[-'’](?!(?:s|re|ve|ll|d|m)\b)\w+)*|['’](?:s|re|ve|ll|d|m)\b|\.\.\.|--+|[^\w\s]")
MARKED = re.compile(r'\[([POLM]) ([^\[\]]+)\]')
KIND = {'P': 'PER', 'O': 'ORG', 'L': 'LOC', 'M': 'MISC'}
SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|No|Jr|Lt)\.)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Col|Sgt|Inc|Ltd|Oct|Nov|Dec|Jan|Feb|Aug)\.)(?<!\b(?:Prof|Capt|Corp|Sept|Bros)\.)[\"”’']*\s+(?=[\"“‘'\[]*(?:\[[POLM] )?[\"“A-Z0-9])")


def load(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f: return json.load(f)


def stories(folder, every=12):
    """The stories of our own, one document each; one in twelve is left out of training, whatever stands beside it."""
    out = []
    for path in sorted(glob.glob(os.path.join(folder, '*', '*.txt'))):
        with open(path, encoding='utf-8') as f: parts = re.split(r'(?m)^# DOC.*$', f.read())
        for part in parts:
            sentences = [labelled(s) for line in part.split('\n') for s in SENTENCE.split(line) if s.strip()]
            sentences = [s for s in sentences if s[0]]
            if sentences: out.append(dict(src='desk', fold='dev' if zlib.crc32(part.encode()) % every == 0 else 'train', sents=sentences))
    return out


def labelled(marked):
    """A sentence in brackets: `Mr [P Cole] of [O Shell]`."""
    words, masks, at = [], [], 0
    for mark in MARKED.finditer(marked):
        for word in TOKEN.findall(marked[at:mark.start()]): words.append(word); masks.append(BIT['O'])
        for nth, word in enumerate(TOKEN.findall(mark.group(2))):
            words.append(word); masks.append(BIT[('I-' if nth else 'B-') + KIND[mark.group(1)]])
        at = mark.end()
    for word in TOKEN.findall(marked[at:]): words.append(word); masks.append(BIT['O'])
    return [words, masks]


def spans(masks):
    """People, organisations and places that are certain: (first word, end, type)."""
    out, at = [], 0
    while at < len(masks):
        for kind in ('PER', 'ORG', 'LOC'):
            if masks[at] == BIT['B-' + kind]:
                end = at + 1
                while end < len(masks) and masks[end] == BIT['I-' + kind]: end += 1
                out.append((at, end, kind)); at = end - 1
                break
        at += 1
    return out


def main():
    """usage: corpus.py stories DIR OUT.json    (for the perceptron's trainer)"""
    out = stories(sys.argv[2])
    with open(sys.argv[3], 'w', encoding='utf-8') as f: json.dump(out, f, ensure_ascii=False)
    print(len(out), 'stories,', sum(len(words) for d in out for words, _ in d['sents']), 'words')


if __name__ == '__main__': main()
