"""Trains the static retrieval embedding: one vector for each WordPiece, summed over a text, made unit length.

    python3 train.py --train <folder> --eval <folder> --out <folder>

Start: random directions shared by the words of one stem, scaled by inverse document frequency. Then an
in-batch contrastive loss (InfoNCE, both directions) in which part of each batch comes from the same article.
"""
import argparse
import json
import math
import random
import time
from collections import Counter
from pathlib import Path

import numpy
import snowballstemmer
import torch

from measure import first_passage_share, load_questions
from texts import training_pairs
from wordpiece import PAD, UNKNOWN, Tokenizer, build_vocabulary, words

HELD_OUT_SHARE = 8  # one squadshifts article in eight is kept for development


def held_out(doc: str) -> bool:
    return sum(doc.encode()) % HELD_OUT_SHARE == 0


def word_statistics(pairs):
    """Counts over distinct passages, and the number of passages that hold each word."""
    counts, documents = Counter(), Counter()
    seen = {pair.passage for pair in pairs if pair.kind not in ("cloze", "synonym")}
    queries = {pair.query for pair in pairs if pair.kind not in ("cloze",)}
    for text in [*seen, *queries]:
        found = words(text)
        counts.update(found)
        documents.update(set(found))
    return counts, documents, len(seen) + len(queries)


def initial_table(vocabulary, documents, total, dimensions, rng, shared):
    """idf x (direction shared by the stem + direction of the word itself)."""
    stem = snowballstemmer.stemmer("english").stemWord
    directions: dict[str, numpy.ndarray] = {}
    table = numpy.zeros((len(vocabulary), dimensions), dtype=numpy.float32)
    highest = math.log(total)
    for index, piece in enumerate(vocabulary):
        if piece in (PAD, UNKNOWN):
            continue
        inner = piece.startswith("##")
        key = piece if inner else stem(piece)
        if key not in directions:
            directions[key] = rng.standard_normal(dimensions).astype(numpy.float32)
        own = rng.standard_normal(dimensions).astype(numpy.float32)
        idf = math.log(total / (1 + documents.get(piece, 0)))
        if not piece.isalnum():
            idf *= 0.5 if inner else 0.1
        table[index] = (shared * directions[key] + math.sqrt(1 - shared * shared) * own) * idf / highest
    return table / math.sqrt(dimensions)


def batches(by_group, size, run, rng):
    """Batches of `size` pairs in runs of up to `run` pairs of one group."""
    chunks = []
    for members in by_group.values():
        members = members[:]
        rng.shuffle(members)
        chunks += [members[start : start + run] for start in range(0, len(members), run)]
    rng.shuffle(chunks)
    flat = [index for chunk in chunks for index in chunk]
    for start in range(0, len(flat) - size // 2, size):
        yield flat[start : start + size]


def bag(lists):
    """The flat ids and the offsets that EmbeddingBag takes."""
    offsets = numpy.cumsum([0] + [len(ids) for ids in lists[:-1]])
    return torch.from_numpy(numpy.concatenate(lists)), torch.from_numpy(offsets)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dimensions", type=int, default=384)
    parser.add_argument("--vocabulary", type=int, default=38000)
    parser.add_argument("--pieces", type=int, default=12000)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--run", type=int, default=16)
    parser.add_argument("--rate", type=float, default=0.001)
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--shared", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)

    pairs = training_pairs(options.train, options.eval, held_out, rng)
    print("pairs", len(pairs), dict(Counter(pair.kind for pair in pairs)), flush=True)
    counts, documents, total = word_statistics(pairs)
    vocabulary = build_vocabulary(counts, options.vocabulary, options.pieces)
    tokenizer = Tokenizer(vocabulary)
    print("vocabulary", len(vocabulary), "of words", len(counts), flush=True)
    table = initial_table(vocabulary, documents, total, options.dimensions, numpy.random.default_rng(options.seed), options.shared)

    development = load_questions(options.eval / "squadshifts" / "new_wiki", held_out)
    print("untrained", first_passage_share(table, tokenizer, *development), flush=True)
    embedding = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(table), freeze=False, mode="sum")
    optimizer = torch.optim.Adam(embedding.parameters(), lr=options.rate, betas=(0.9, 0.99))

    encoded = [tuple(numpy.array(tokenizer.encode(text)[:256], dtype=numpy.int64) for text in (pair.query, pair.passage)) for pair in pairs]
    by_group: dict[str, list[int]] = {}
    for index, pair in enumerate(pairs):
        if len(encoded[index][0]) and len(encoded[index][1]):
            by_group.setdefault(pair.group, []).append(index)
    passage_key = [hash(pair.passage) for pair in pairs]

    steps, started = 0, time.time()
    planned = options.epochs * sum(map(len, by_group.values())) // options.batch
    for epoch in range(options.epochs):
        running = []
        for batch in batches(by_group, options.batch, options.run, rng):
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(1.0, steps / 50) * max(0.02, 1 - steps / (planned + 1))
            left = torch.nn.functional.normalize(embedding(*bag([encoded[i][0] for i in batch])), dim=1)
            right = torch.nn.functional.normalize(embedding(*bag([encoded[i][1] for i in batch])), dim=1)
            scores = options.scale * left @ right.T
            keys = torch.tensor([passage_key[i] for i in batch])
            same = (keys[:, None] == keys[None, :]) & ~torch.eye(len(batch), dtype=torch.bool)
            scores = scores.masked_fill(same, -1e4)
            target = torch.arange(len(batch))
            loss = (torch.nn.functional.cross_entropy(scores, target) + torch.nn.functional.cross_entropy(scores.T, target)) / 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running.append(loss.item())
            steps += 1
        share = first_passage_share(embedding.weight.detach().numpy(), tokenizer, *development)
        print(f"epoch {epoch + 1} loss {numpy.mean(running):.3f} development {share:.4f} {time.time() - started:.0f} s", flush=True)

    options.out.mkdir(parents=True, exist_ok=True)
    numpy.save(options.out / "table.npy", embedding.weight.detach().numpy())
    (options.out / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    recipe = {key: value for key, value in vars(options).items() if not isinstance(value, Path)}
    (options.out / "recipe.json").write_text(json.dumps({**recipe, "pairs": len(pairs)}, indent=2))


if __name__ == "__main__":
    main()
