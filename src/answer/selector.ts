import { readFileSync } from "node:fs";
import { z } from "zod";
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
	sentence: NetworkSchema,
	confidence: NetworkSchema,
	/** The confidence that this share of the questions without an answer reached in training, the smallest share first. */
	thresholds: z.array(z.object({ maxError: z.number(), confidence: z.number() })).min(1),
});

/** What was learned about choosing quotes: models/quoth-selector, made by training/selector. */
export const selector = readSelector(new URL("../../models/quoth-selector/weights.json", import.meta.url));

function readSelector(path: URL): z.infer<typeof SelectorSchema> {
	const read = SelectorSchema.parse(JSON.parse(readFileSync(path, "utf8")));
	requireFeatures(read.sentence, FEATURES);
	requireFeatures(read.confidence, CONFIDENCE_FEATURES);
	return read;
}

function requireFeatures({ features }: Network, expected: readonly string[]): void {
	if (features.join() !== expected.join())
		throw new Error("models/quoth-selector was trained on other features: run training/selector again.");
}

/** The output of a network. An input that is not known (NaN) counts as average. */
export function evaluate({ mean, deviation, linear, hidden, bias }: Network, inputs: readonly number[]): number {
	const standardised = inputs.map((value, at) => (Number.isNaN(value) ? 0 : (value - (mean[at] as number)) / (deviation[at] as number)));
	const dot = (weights: readonly number[]) => {
		let sum = 0;
		for (let at = 0; at < standardised.length; at++) sum += (weights[at] as number) * (standardised[at] as number);
		return sum;
	};
	return hidden.reduce((sum, unit) => sum + unit.out * Math.tanh(dot(unit.weights) + unit.bias), dot(linear) + bias);
}

/**
 * The confidence from which on an answer is given.
 * @param maxError share of the questions that the documents do not answer which may be answered all the same, 0 to 1
 */
export function leastConfidence(maxError: number): number {
	const { thresholds } = selector;
	const at = thresholds.findIndex((known) => known.maxError >= maxError);
	const above = thresholds[at] ?? { maxError: 1, confidence: 0 };
	const below = at === 0 ? { maxError: 0, confidence: 1 } : (thresholds.at(at < 0 ? -1 : at - 1) ?? above);
	const share = above.maxError === below.maxError ? 0 : (maxError - below.maxError) / (above.maxError - below.maxError);
	return below.confidence + share * (above.confidence - below.confidence);
}
