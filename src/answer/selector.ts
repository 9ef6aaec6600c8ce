import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Language } from "../text/languages.ts";
import { CONFIDENCE_FEATURES } from "./confidence-features.ts";
import { FEATURES } from "./sentence-features.ts";

/** A small network: a linear part and one hidden layer of tanh, over standardised inputs. */
const NetworkSchema = z.object({
	/** Names of the inputs, in order. */
	features: z.array(z.string()),
	mean: z.array(z.number()),
	deviation: z.array(z.number()),
	linear: z.array(z.number()),
	/** One row of weights for each hidden unit, its bias, and its weight in the output. */
	hidden: z.array(z.object({ weights: z.array(z.number()), bias: z.number(), out: z.number() })),
	bias: z.number(),
});
type Network = z.infer<typeof NetworkSchema>;

const SelectorSchema = z.object({
	/** Scores sentences to order passages, and for questions in other languages than English. */
	general: NetworkSchema,
	/** Scores the sentences for questions in English. */
	english: NetworkSchema,
	confidence: NetworkSchema,
	/** The confidence that this share of the questions without an answer reached in the product, the smallest share first. */
	thresholds: z.array(z.object({ maxError: z.number(), confidence: z.number() })).min(1),
});

/** What was learned about choosing quotes: models/quoth-selector, made by training/selector. */
const learned = SelectorSchema.parse(
	JSON.parse(readFileSync(new URL("../../models/quoth-selector/weights.json", import.meta.url), "utf8")),
);

/** Turns features, in the order in which they are named, into a logit; one that is not known (NaN) counts as average. */
export type Score = (features: readonly number[]) => number;

/** A sentence among those of the candidates, to order passages by their best; or to be quoted, in other languages than English. */
export const scoreInPassage = compile(learned.general, FEATURES);
const scoreInEnglish = compile(learned.english, FEATURES);
/** The first quote answering the question. */
export const scoreOfAnswer = compile(learned.confidence, CONFIDENCE_FEATURES);

/** A sentence among those of the candidates, to be quoted. */
export function scoreOfQuote(language: Language): Score {
	return language === "en" ? scoreInEnglish : scoreInPassage;
}

/** @param known the names of the values that it will be given: a network may read some of them */
function compile({ features, mean, deviation, linear, hidden, bias }: Network, known: readonly string[]): Score {
	const read = features.map((name) => known.indexOf(name));
	if (read.includes(-1)) throw new Error("models/quoth-selector was trained on other features: run training/selector again.");
	const width = features.length;
	const weights = Float64Array.from([linear, ...hidden.map((unit) => unit.weights)].flat());
	const biases = Float64Array.from(hidden, (unit) => unit.bias);
	const outs = Float64Array.from(hidden, (unit) => unit.out);
	const input = new Float64Array(width);
	const dot = (row: number) => {
		let sum = 0;
		for (let at = 0; at < width; at++) sum += (weights[row * width + at] as number) * (input[at] as number);
		return sum;
	};
	return (values) => {
		for (let at = 0; at < width; at++) {
			const value = values[read[at] as number] as number;
			input[at] = Number.isNaN(value) ? 0 : (value - (mean[at] as number)) / (deviation[at] as number);
		}
		let sum = bias + dot(0);
		for (let unit = 0; unit < outs.length; unit++) sum += (outs[unit] as number) * Math.tanh(dot(unit + 1) + (biases[unit] as number));
		return sum;
	};
}

/**
 * The confidence from which on an answer is given.
 * @param maxError share of the questions that the documents do not answer which may be answered all the same, 0 to 1, where the documents lack
 * their subject: of questions on a subject that they treat, two to three times as many
 */
export function leastConfidence(maxError: number): number {
	const { thresholds } = learned;
	const at = thresholds.findIndex((known) => known.maxError >= maxError);
	const above = thresholds[at] ?? { maxError: 1, confidence: 0 };
	const below = at === 0 ? { maxError: 0, confidence: 1 } : (thresholds.at(at < 0 ? -1 : at - 1) ?? above);
	const share = above.maxError === below.maxError ? 0 : (maxError - below.maxError) / (above.maxError - below.maxError);
	return below.confidence + share * (above.confidence - below.confidence);
}
