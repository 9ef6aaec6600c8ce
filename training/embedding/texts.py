"""Reads the open training texts and turns them into (query, passage) pairs.

Every pair carries a group: pairs of one group (an article, a book module, a country) are put into the
same batch, so that the negatives are passages on the same subject: the hard ones.
Nothing is read that serves for measuring (see the model card for the list of sources).
"""
import gzip
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

SENTENCE_END = re.compile(r'(?<=[.!?])["”’)]*\s+(?=["“‘(]*[A-Z0-9])')


@dataclass(frozen=True)
class Pair:
    query: str
    passage: str
    group: str
    kind: str


def rows(path: Path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def sentences(text: str) -> list[str]:
    return [part for part in SENTENCE_END.split(text) if part.strip()]


def question_pairs(folder: Path, kind: str, only=None):
    """question -> passage, and question -> the sentence that holds the answer."""
    passages = {row["id"]: row for row in rows(folder / "passages.jsonl")}
    for row in rows(folder / "questions.jsonl"):
        if not row["answers"]:
            continue
        answer = row["answers"][0]
        passage = passages[answer["passage_id"]]
        if only is not None and not only(passage["doc"]):
            continue
        yield Pair(row["question"], passage["text"], f'{kind}:{passage["doc"]}', kind)
        position = 0
        for sentence in sentences(passage["text"]):
            start = passage["text"].index(sentence, position)
            position = start + len(sentence)
            if start <= answer["start"] < position:
                yield Pair(row["question"], sentence, f'{kind}:{passage["doc"]}', f"{kind}-sentence")


def cloze_pairs(text: str, group: str, rng: random.Random, share: float = 1.0):
    """sentence -> the rest of its passage; one in four keeps the sentence in the passage."""
    parts = sentences(text)
    if len(parts) < 2:
        return
    for index, sentence in enumerate(parts):
        words = sentence.split()
        if not 4 <= len(words) <= 60 or rng.random() > share:
            continue
        if len(words) > 9 and rng.random() < 0.7:
            length = rng.randint(5, 9)
            start = rng.randrange(len(words) - length + 1)
            words = words[start : start + length]
        rest = parts if rng.random() < 0.25 else parts[:index] + parts[index + 1 :]
        yield Pair(" ".join(words), " ".join(rest), group, "cloze")


def readable(title: str) -> str:
    return title.replace("_", " ")


def training_pairs(train: Path, evaluation: Path, held_out, rng: random.Random) -> list[Pair]:
    """All pairs. `held_out(doc)` says which squadshifts articles are kept for development."""
    pairs: list[Pair] = []
    for name in ("new_wiki", "amazon_reviews"):
        folder = evaluation / "squadshifts" / name
        pairs.extend(question_pairs(folder, name, lambda doc: not held_out(doc)))
        for row in rows(folder / "passages.jsonl"):
            if not held_out(row["doc"]):
                pairs.extend(cloze_pairs(row["text"], f'{name}:{row["doc"]}', rng))
    pairs.extend(question_pairs(evaluation / "policyqa" / "dev", "policyqa"))

    for row in rows(evaluation / "medquad_liveqa" / "medquad_all_answers.jsonl.gz"):
        group = f'medquad:{row["focus"]}'
        words = row["text"].split()
        for start in range(0, min(len(words), 480), 120):
            text = " ".join(words[start : start + 120])
            if start <= 120:
                pairs.append(Pair(row["question"], text, group, "medquad"))
            pairs.extend(cloze_pairs(text, group, rng, 0.5))

    for row in rows(train / "openstax.jsonl.gz"):
        group = f'openstax:{row["module"]}'
        if "term" in row:
            pairs.append(Pair(row["term"], row["text"], group, "glossary"))
            continue
        if "question" in row:
            if row["question"] and row.get("solution"):
                pairs.append(Pair(row["question"], row["solution"], group, "exercise"))
            continue
        text = row["text"]
        if len(text.split()) >= 12:
            heading = " ".join([row["module"], *row["headings"][-1:]])
            pairs.append(Pair(heading, text, group, "heading"))
        pairs.extend(cloze_pairs(text, group, rng))

    for row in rows(train / "opensource-guide.jsonl.gz"):
        group = f'guide:{row["title"]}'
        pairs.append(Pair(" ".join([row["title"], *row["headings"]]), row["text"], group, "heading"))
        pairs.extend(cloze_pairs(row["text"], group, rng))

    for row in rows(train / "factbook.jsonl.gz"):
        group = f'factbook:{row["country"]}'
        if rng.random() < 0.6:
            pairs.append(Pair(" ".join([row["country"], *row["headings"][1:]]), f'{row["headings"][-1]} {row["text"]}', group, "factbook"))
        pairs.extend(cloze_pairs(row["text"], group, rng))

    for row in rows(train / "wordnet.jsonl.gz"):
        members = [readable(member) for member in row["members"]]
        definition = row["definition"]
        pairs.append(Pair(rng.choice(members), definition, "wordnet", "definition"))
        if len(members) > 1:
            first, second = rng.sample(members, 2)
            pairs.append(Pair(first, f"{second} {definition}" if rng.random() < 0.5 else second, "wordnet", "synonym"))
        for example in row["examples"][:1]:
            pairs.append(Pair(definition, example, "wordnet", "example"))
    return pairs
