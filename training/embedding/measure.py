"""By vectors alone: for how many questions is the right passage first?

    python3 measure.py <model folder made by train.py> <question set folder>
"""
import json
import sys
from pathlib import Path

import numpy

from texts import rows
from wordpiece import Tokenizer


def load_questions(folder: Path, only=lambda doc: True):
    passages = [row for row in rows(folder / "passages.jsonl") if only(row["doc"])]
    kept = {row["id"] for row in passages}
    questions = [row for row in rows(folder / "questions.jsonl") if row["answers"] and row["answers"][0]["passage_id"] in kept]
    return passages, questions


def embed(table, tokenizer: Tokenizer, texts):
    vectors = numpy.stack([table[tokenizer.encode(text)].sum(axis=0) for text in texts])
    return vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def first_passage_share(table, tokenizer: Tokenizer, passages, questions) -> float:
    vectors = embed(table, tokenizer, [row["text"] for row in passages])
    asked = embed(table, tokenizer, [row["question"] for row in questions])
    best = (asked @ vectors.T).argmax(axis=1)
    hits = sum(
        passages[index]["id"] in {answer["passage_id"] for answer in question["answers"]}
        for index, question in zip(best, questions)
    )
    return hits / len(questions)


if __name__ == "__main__":
    model, folder = Path(sys.argv[1]), Path(sys.argv[2])
    share = first_passage_share(
        numpy.load(model / "table.npy"),
        Tokenizer(json.loads((model / "vocabulary.json").read_text())),
        *load_questions(folder),
    )
    print(f"{folder.name}: {share:.4f}")
