"""A WordPiece vocabulary: the frequent words whole, and pieces (learned by byte-pair merges) for all others.

The rules are those of BertNormalizer (lower case, accents stripped), BertPreTokenizer and WordPiece, so that
tokenizer.json is read by the usual libraries; `Tokenizer` repeats them here for training.
"""
import heapq
import math
import unicodedata
from collections import Counter, defaultdict

PAD, UNKNOWN = "[PAD]", "[UNK]"
LONGEST_WORD = 100


def words(text: str) -> list[str]:
    """Lower-case words without accents; a punctuation mark is a word of its own."""
    out: list[str] = []
    current: list[str] = []
    for char in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(char)
        if category == "Mn":
            continue
        if category[0] in "LN" or category == "Mc":
            current.append(char)
            continue
        if current:
            out.append("".join(current))
            current = []
        if not char.isspace() and category[0] in "PS" and category != "Cc":
            if category[0] == "S" and ord(char) > 126:
                current.append(char)  # BertPreTokenizer splits at punctuation only, not at symbols
            else:
                out.append(char)
    if current:
        out.append("".join(current))
    return out


def merges_vocabulary(counts: Counter, size: int) -> list[str]:
    """The pieces of `size` byte-pair merges over the words of `counts`, weighted by log(1 + count)."""
    spelled = [[word[0]] + [f"##{char}" for char in word[1:]] for word in counts]
    weights = [math.log1p(count) for count in counts.values()]
    pieces = Counter(piece for word in spelled for piece in word)
    pair_weight: defaultdict = defaultdict(float)
    where: defaultdict = defaultdict(set)
    for index, word in enumerate(spelled):
        for pair in zip(word, word[1:]):
            pair_weight[pair] += weights[index]
            where[pair].add(index)
    heap = [(-weight, pair) for pair, weight in pair_weight.items()]
    heapq.heapify(heap)
    found: list[str] = [piece for piece, _ in pieces.most_common()]
    known = set(found)
    while heap and len(found) < size:
        weight, pair = heapq.heappop(heap)
        if -weight > pair_weight[pair] + 1e-9 or pair_weight[pair] <= 1e-9:
            if pair_weight[pair] > 1e-9:
                heapq.heappush(heap, (-pair_weight[pair], pair))
            continue
        merged = pair[0] + pair[1].removeprefix("##")
        if merged not in known:
            known.add(merged)
            found.append(merged)
        touched = set()
        for index in list(where[pair]):
            word = spelled[index]
            for old in zip(word, word[1:]):
                pair_weight[old] -= weights[index]
                where[old].discard(index)
            joined: list[str] = []
            for piece in word:
                if joined and joined[-1] == pair[0] and piece == pair[1]:
                    joined[-1] = merged
                else:
                    joined.append(piece)
            spelled[index] = joined
            for new in zip(joined, joined[1:]):
                pair_weight[new] += weights[index]
                where[new].add(index)
                touched.add(new)
        for new in touched:
            heapq.heappush(heap, (-pair_weight[new], new))
    return found


def build_vocabulary(counts: Counter, size: int, pieces: int) -> list[str]:
    spellable = Counter({word: count for word, count in counts.items() if word.isalnum() and len(word) <= 30})
    vocabulary = [PAD, UNKNOWN]
    chars = Counter()
    for word, count in spellable.items():
        chars.update({char: count for char in word})
    letters = [char for char, count in chars.most_common() if count >= 20 or char.isascii()]
    learned = merges_vocabulary(Counter({w: c for w, c in spellable.items() if all(ch in letters for ch in w)}), pieces)
    vocabulary += list(dict.fromkeys(letters + [f"##{char}" for char in letters] + learned))
    known = set(vocabulary)
    for word, _ in spellable.most_common():
        if len(vocabulary) >= size:
            break
        if word not in known:
            vocabulary.append(word)
    return vocabulary


class Tokenizer:
    def __init__(self, vocabulary: list[str]):
        self.ids = {piece: index for index, piece in enumerate(vocabulary)}
        self.cache: dict[str, list[int]] = {}

    def word(self, word: str) -> list[int]:
        cached = self.cache.get(word)
        if cached is not None:
            return cached
        found: list[int] = []
        start = 0
        while start < len(word) <= LONGEST_WORD:
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else f"##{word[start:end]}"
                if piece in self.ids:
                    found.append(self.ids[piece])
                    start = end
                    break
            else:
                found = []
                break
        self.cache[word] = found
        return found

    def encode(self, text: str) -> list[int]:
        return [index for word in words(text) for index in self.word(word)]
