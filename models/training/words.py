"""What a network is told about a word: the same numbers as crates/enricher/src/names/network/words.rs."""
import zlib

SUFFIXES, SHAPES = 4096, 512


def case(word):
    """0 small or no letters, 1 Title, 2 CAPITALS, 3 MiXed, 4 with a digit, 5 one capital: the token type of its pieces."""
    if any(c.isdigit() for c in word): return 4
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if capitals == 0: return 0
    if capitals == len(letters): return 5 if capitals == 1 else 2
    return 1 if capitals == 1 and letters[0].isupper() else 3


class Pieces:
    """Word to at most twelve ids of the vocabulary."""
    def __init__(self, tokenizer):
        from tokenizers import Tokenizer
        self.tokenizer, self.known = Tokenizer.from_file(tokenizer), {}
        self.tokenizer.no_truncation(); self.tokenizer.no_padding()

    def __call__(self, word):
        ids = self.known.get(word)
        if ids is None: ids = self.known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids[:12] or [100]
        return ids


def features(word, ids):
    """First three pieces and the last, suffix, shape."""
    ids = (ids[:3] + [ids[-1]] if len(ids) > 4 else ids) + [0] * 4
    shape, last, run = '', '', 0
    for c in word[:24]:
        kind = 'X' if c.isupper() else 'x' if c.islower() else 'd' if c.isdigit() else c if c.isascii() else 'a'
        run = run + 1 if kind == last else 0
        last = kind
        if run < 2: shape += kind
    return ids[:4] + [1 + zlib.crc32(word.lower()[-3:].encode()) % (SUFFIXES - 1), 1 + zlib.crc32(shape.encode()) % (SHAPES - 1)]
