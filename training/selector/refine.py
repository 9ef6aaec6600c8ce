"""Trains the network for the sentences of English questions on what collect.ts wrote, and writes it as data.

    python3 refine.py <folder of collect.ts> <weights.json>

It starts as the general network, with more hidden units that count nothing yet, and is kept near it. Softmax over the sentences of a
question, the probability of those that hold the answer is raised. What rules add to a logit is added in training too.
"""
import json
import sys
from pathlib import Path

import numpy
import torch

RUNS = 4  # of which the mean weights are taken
HIDDEN = 16  # units beside those of the general network
BLIND = 0.2  # share of the questions whose cosines are hidden in training, as they are where the model does not read the language
COMPARED = 24  # sentences of a question, those that the general network holds most likely; the product compares as many
FOLDERS = 0.4  # what the questions on folders count for a sentence, beside those of the other sets
REVIEWS = 0.3  # what a question on product reviews counts: one in three of them does not tell which product it means
NEAR = 1e-4  # what it costs to leave the general network, times the square of the distance


class Network(torch.nn.Module):
    """A linear part and one hidden layer of tanh, over standardised inputs; begun as `part` with inputs and units that count nothing."""

    def __init__(self, part, names, mean, deviation):
        super().__init__()
        self.mean, self.deviation = mean, deviation
        kept = [names.index(name) for name in part["features"]]
        units = part["hidden"]
        linear = torch.zeros(len(names))
        linear[kept] = torch.tensor(part["linear"])
        weights = torch.zeros(len(units) + HIDDEN, len(names))
        weights[: len(units), kept] = torch.tensor([unit["weights"] for unit in units])
        torch.nn.init.normal_(weights[len(units) :], std=0.15)
        self.linear = torch.nn.Parameter(linear)
        self.bias = torch.nn.Parameter(torch.tensor(part["bias"]))
        self.weights = torch.nn.Parameter(weights)
        self.biases = torch.nn.Parameter(torch.tensor([unit["bias"] for unit in units] + [0.0] * HIDDEN))
        self.out = torch.nn.Parameter(torch.tensor([unit["out"] for unit in units] + [0.0] * HIDDEN))

    def forward(self, x):
        return x @ self.linear + self.bias + torch.tanh(x @ self.weights.T + self.biases) @ self.out

    def standard(self, values):
        """As the product does it: what is not known counts as average."""
        return torch.tensor(numpy.nan_to_num((values - self.mean) / self.deviation).astype(numpy.float32))

    def data(self, names):
        figures = lambda tensor: [round(float(value), 5) for value in tensor]
        return {
            "features": names,
            "mean": figures(self.mean),
            "deviation": figures(self.deviation),
            "linear": figures(self.linear),
            "bias": round(float(self.bias), 5),
            "hidden": [
                {"weights": figures(weights), "bias": round(float(bias), 5), "out": round(float(out), 6)}
                for weights, bias, out in zip(self.weights, self.biases, self.out)
            ],
        }


def load(folder, names):
    rows = [json.loads(line) for line in open(folder / "sentences.jsonl", encoding="utf-8")]
    values = numpy.fromfile(folder / "sentences.f32", dtype=numpy.float32).reshape(-1, len(names))
    assert len(values) == sum(len(row["right"]) for row in rows)
    return rows, values


def begin(part, names, values):
    """The general network over today's features; those that it does not read are standardised by what was collected."""
    mean, deviation = numpy.nanmean(values, 0), numpy.nanstd(values, 0)
    for name, known_mean, known_deviation in zip(part["features"], part["mean"], part["deviation"]):
        mean[names.index(name)], deviation[names.index(name)] = known_mean, known_deviation
    return Network(part, names, mean, numpy.where(deviation < 1e-4, 1, deviation))


def fit(network, loss_of, steps, rate):
    """Leaves the network with the mean of the weights that a few runs end with."""
    start = [parameter.detach().clone() for parameter in network.parameters()]
    ends = [torch.zeros_like(parameter) for parameter in start]
    for run in range(RUNS):
        torch.manual_seed(run)
        put(network, start)
        optimizer = torch.optim.Adam(network.parameters(), lr=rate)
        for step in range(steps):
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - step / steps)
            away = sum(((parameter - known) ** 2).sum() for parameter, known in zip(network.parameters(), start))
            loss = loss_of() + NEAR * away
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        ends = [end + parameter.detach() / RUNS for end, parameter in zip(ends, network.parameters())]
    put(network, ends)


def put(network, weights):
    with torch.no_grad():
        for parameter, known in zip(network.parameters(), weights):
            parameter.copy_(known)


def refine(folder, part, names):
    rows, values = load(folder, names)
    network = begin(part, names, values)
    inputs, added, there, right, folders, reviews = [], [], [], [], [], []
    start = 0
    for row in rows:
        count = len(row["right"])
        own, extra, truth = network.standard(values[start : start + count]), torch.tensor(row["added"]), torch.tensor(row["right"])
        start += count
        with torch.no_grad():
            kept = (network(own) + extra).argsort(descending=True)[:COMPARED]
        if not truth[kept].any():
            continue
        pad = COMPARED - len(kept)
        inputs.append(torch.nn.functional.pad(own[kept], (0, 0, 0, pad)))
        added.append(torch.nn.functional.pad(extra[kept], (0, pad)))
        right.append(torch.nn.functional.pad(truth[kept], (0, pad)))
        there.append(torch.arange(COMPARED) < len(kept))
        folders.append(row["group"].startswith("folder"))
        reviews.append(row["group"].startswith("amazon"))
    x, extra, mask, gold = torch.stack(inputs), torch.stack(added), torch.stack(there), torch.stack(right)
    folders, weights = torch.tensor(folders), torch.where(torch.tensor(reviews), REVIEWS, 1.0)
    seen = torch.ones(len(names))
    seen[[names.index("vector"), names.index("passageVector")]] = 0

    def scores(batch, blind):
        inputs = torch.where(torch.rand(len(batch), 1, 1) < blind, x[batch] * seen, x[batch])
        return (network(inputs) + extra[batch]).masked_fill(~mask[batch], -1e9)

    def loss(batch, blind):
        chances = torch.log_softmax(scores(batch, blind), 1)
        lost = -torch.logsumexp(chances.masked_fill(~gold[batch], -1e9), 1)
        return (lost * weights[batch]).sum() / weights[batch].sum()

    of_sets, of_folders = torch.where(~folders)[0], torch.where(folders)[0]
    drawn = lambda numbers, size: numbers[torch.randint(len(numbers), (size,))]

    def told(name):
        with torch.no_grad():
            first = torch.cat([scores(batch, 0).argmax(1) for batch in torch.arange(len(x)).split(1024)])
        hit = gold[torch.arange(len(x)), first].float()
        print(name, "first right: sets", round(hit[~folders].mean().item(), 4), "folders", round(hit[folders].mean().item(), 4))

    told("before,")
    fit(network, lambda: loss(drawn(of_sets, 256), BLIND) + FOLDERS * loss(drawn(of_folders, 128), BLIND / 2), steps=450, rate=0.003)
    told("after,")
    return network


def main():
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    torch.manual_seed(0)
    selector = json.loads(target.read_text(encoding="utf-8"))
    names = json.loads((folder / "sentences.names.json").read_text(encoding="utf-8"))
    selector["english"] = refine(folder, selector["general"], names).data(names)
    target.write_text(json.dumps(selector, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
