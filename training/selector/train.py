"""Trains the general network for sentences, or the confidence, on what collect.ts wrote of the sets, and writes it as data.

    python3 train.py sentences|confidence <folder of collect.ts> <weights.json>

Sentences: softmax over the sentences of a question, the probability of those that hold the answer is raised. Confidence: whether the
first documents answer, by logistic loss. Both are the mean of a few networks with a linear part and one hidden layer, stored as one.
"""
import json
import sys
from collections import Counter
from pathlib import Path

import numpy
import torch

MEMBERS = 4
BLIND = 0.2  # share of the questions whose cosines are hidden in training, as they are where the model does not read the language
LONGEST = 120  # sentences of a question; the few beyond are dropped in training
# What kinds of questions without an answer count together, beside those with one: documents that lack the subject, and documents
# on the subject that lack the answer.
SHARES = {"there": 0.5, "absent": 0.45, "hidden": 0.05}
REVIEWS = 0.3  # what a question on product reviews counts: one in three of them does not tell which product it means


class Network(torch.nn.Module):
    def __init__(self, inputs, hidden, drop):
        super().__init__()
        self.linear = torch.nn.Linear(inputs, 1)
        self.hidden = torch.nn.Linear(inputs, hidden)
        self.out = torch.nn.Linear(hidden, 1, bias=False)
        self.drop = torch.nn.Dropout(drop)
        torch.nn.init.zeros_(self.out.weight)

    def forward(self, x):
        return (self.linear(x) + self.out(self.drop(torch.tanh(self.hidden(x))))).squeeze(-1)


def load(folder, kind, names):
    """What was collected of the sets; the folders, which stand behind them, are for refine.py."""
    rows = [json.loads(line) for line in open(folder / f"{kind}.jsonl", encoding="utf-8")]
    values = numpy.fromfile(folder / f"{kind}.f32", dtype=numpy.float32).reshape(-1, len(names))
    rows = [row for row in rows if not row["group"].startswith("folder")]
    return rows, values[: sum(len(row["right"]) for row in rows)]


def spread(values):
    """Mean and standard deviation of each feature; 1 for a feature that is always the same."""
    deviation = values.std(0)
    return values.mean(0), numpy.where(deviation < 1e-4, 1, deviation)


def fit(network, batches, loss_of, epochs, rate, decay):
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=decay)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        for batch in batches():
            loss = loss_of(network, batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    network.eval()
    return network


def batches_of(count, size):
    def shuffled():
        order = torch.randperm(count)
        return (order[start : start + size] for start in range(0, count - size + 1, size))

    return shuffled


def train_sentences(folder, names):
    rows, values = load(folder, "sentences", names)
    mean, deviation = spread(values)
    inputs, there, right = [], [], []
    start = 0
    for row in rows:
        count = len(row["right"])
        own = (values[start : start + count] - mean) / deviation
        start += count
        if not any(row["right"][:LONGEST]):
            continue
        kept = min(count, LONGEST)
        pad = LONGEST - kept
        inputs.append(numpy.pad(own[:kept], ((0, pad), (0, 0))))
        there.append([True] * kept + [False] * pad)
        right.append(row["right"][:kept] + [False] * pad)
    x = torch.tensor(numpy.array(inputs, dtype=numpy.float32))
    seen = torch.ones(len(names))
    seen[[names.index("vector"), names.index("passageVector")]] = 0
    mask, gold = torch.tensor(there), torch.tensor(right)

    def loss_of(network, batch):
        blind = torch.rand(len(batch), 1, 1) < BLIND
        scores = network(torch.where(blind, x[batch] * seen, x[batch])).masked_fill(~mask[batch], -1e9)
        chances = torch.log_softmax(scores, 1)
        return -torch.logsumexp(chances.masked_fill(~gold[batch], -1e9), 1).mean()

    members = []
    for seed in range(MEMBERS):
        torch.manual_seed(seed)
        members.append(fit(Network(len(names), 32, 0.25), batches_of(len(x), 256), loss_of, epochs=16, rate=0.02, decay=0.03))
    with torch.no_grad():
        first = torch.stack([network(x).masked_fill(~mask, -1e9) for network in members]).mean(0).argmax(1)
    print(len(x), "questions, first right", round(gold[torch.arange(len(x)), first].float().mean().item(), 4))
    return members, mean, deviation


def train_confidence(folder, names):
    rows, values = load(folder, "confidence", names)
    kinds = [row["group"].rsplit("-", 1)[1] for row in rows]
    counts = Counter(kinds)
    reviews = [row["group"].startswith("amazon") for row in rows]
    weights = torch.tensor([SHARES[kind] / counts[kind] * len(rows) * (REVIEWS if review else 1) for kind, review in zip(kinds, reviews)])
    mean, deviation = spread(values)
    x = torch.tensor((values - mean) / deviation)
    y = torch.tensor([float(kind == "there") for kind in kinds])
    right = torch.tensor([float(row["right"][0]) for row in rows])

    def loss_of(network, batch):
        return torch.nn.functional.binary_cross_entropy_with_logits(network(x[batch]), y[batch], weight=weights[batch])

    members = []
    for seed in range(MEMBERS):
        torch.manual_seed(seed)
        members.append(fit(Network(len(names), 16, 0.25), batches_of(len(x), 512), loss_of, epochs=12, rate=0.01, decay=0.03))
    with torch.no_grad():
        chance = torch.sigmoid(torch.stack([network(x) for network in members]).mean(0))
    for kind in SHARES:
        chosen = torch.tensor([name == kind for name in kinds])
        print(kind, int(chosen.sum()), "first right", round(right[chosen].mean().item(), 3), "mean confidence", round(chance[chosen].mean().item(), 3))
    return members, mean, deviation


def as_data(names, members, mean, deviation):
    """The mean of the members as one network."""
    figures = lambda tensor: [round(float(value), 5) for value in tensor]
    average = lambda tensors: torch.stack(list(tensors)).mean(0)
    return {
        "features": names,
        "mean": figures(mean),
        "deviation": figures(deviation),
        "linear": figures(average(network.linear.weight[0] for network in members)),
        "bias": round(float(average(network.linear.bias[0] for network in members)), 5),
        "hidden": [
            {
                "weights": figures(network.hidden.weight[unit]),
                "bias": round(float(network.hidden.bias[unit]), 5),
                "out": round(float(network.out.weight[0, unit]) / len(members), 6),
            }
            for network in members
            for unit in range(network.hidden.out_features)
        ],
    }


def main():
    kind, folder, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    selector = json.loads(target.read_text(encoding="utf-8"))
    part = "general" if kind == "sentences" else "confidence"
    names = json.loads((folder / f"{kind}.names.json").read_text(encoding="utf-8"))
    selector[part] = as_data(names, *(train_sentences if kind == "sentences" else train_confidence)(folder, names))
    target.write_text(json.dumps(selector, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
