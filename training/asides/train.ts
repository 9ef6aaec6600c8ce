/**
 * Learns which sentences around a question tell nothing of it, and writes models/quoth-asides/weights.json.
 *
 *     npx tsx training/asides/train.ts
 *
 * Logistic regression over stems and pairs of words. The threshold is the one that leaves out at most one in a hundred of the sentences that tell
 * something, each judged by weights that have not seen it (five folds).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asideFeatures } from "../../src/answer/asides.ts";

const FOLDS = 5;
const ROUNDS = 60;
const RATE = 0.3;
const DECAY = 0.05;
/** A stem or a pair is known from so many sentences on; those of fewer count as unknown in training, too. */
const LEAST = 2;
const MOST_LEFT_OUT = 0.01;

type Sentence = { readonly text: string; readonly isAside: boolean };

const linesOf = (file: string) =>
	readFileSync(join(import.meta.dirname, file), "utf8")
		.trim()
		.split("\n");
const sentences = shuffled([
	...linesOf("asides.txt").map((text) => ({ text, isAside: true })),
	...linesOf("telling.txt").map((text) => ({ text, isAside: false })),
]);

/** In an order that is mixed, but the same in every run. */
function shuffled(all: readonly Sentence[]): Sentence[] {
	const hash = (text: string) => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
	return [...all].sort((a, b) => hash(a.text) - hash(b.text));
}

function train(known: readonly Sentence[]) {
	const counts = new Map<string, number>();
	for (const { text } of known)
		for (const feature of new Set(asideFeatures(text, () => true))) counts.set(feature, (counts.get(feature) ?? 0) + 1);
	const seen = known.map(({ text, isAside }) => ({
		isAside,
		found: asideFeatures(text, (feature) => (counts.get(feature) ?? 0) >= LEAST),
	}));
	const weights = new Map<string, number>();
	let bias = 0;
	const logitOf = (found: readonly string[]) => found.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), bias);
	for (let round = 0; round < ROUNDS; round++) {
		const rate = RATE / (1 + round / 5);
		for (const { found, isAside } of seen) {
			const step = rate * (Number(isAside) - 1 / (1 + Math.exp(-logitOf(found))));
			bias += step;
			for (const feature of found) weights.set(feature, (weights.get(feature) ?? 0) + step);
		}
		for (const [feature, weight] of weights) weights.set(feature, weight * (1 - rate * DECAY));
	}
	return { bias, weights, judge: (text: string) => logitOf(asideFeatures(text, (feature) => weights.has(feature))) };
}

const judged = Array.from({ length: FOLDS }, (_, fold) => {
	const { judge } = train(sentences.filter((_, at) => at % FOLDS !== fold));
	return sentences.filter((_, at) => at % FOLDS === fold).map((sentence) => ({ ...sentence, logit: judge(sentence.text) }));
}).flat();
const logits = (isAside: boolean) => judged.filter((each) => each.isAside === isAside).map(({ logit }) => logit);
const telling = logits(false).sort((a, b) => b - a);
const threshold = telling[Math.floor(MOST_LEFT_OUT * telling.length)] as number;
const leftOut = logits(true).filter((logit) => logit > threshold).length;
console.log(`left out: ${leftOut} of ${logits(true).length} that tell nothing; threshold ${threshold.toFixed(2)}`);

const { bias, weights } = train(sentences);
const rounded = (value: number) => Number(value.toFixed(2));
const features = Object.fromEntries(
	[...weights].sort(([a], [b]) => (a < b ? -1 : 1)).map(([feature, weight]) => [feature, rounded(weight)]),
);
const file = new URL("../../models/quoth-asides/weights.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ bias: rounded(bias), threshold: rounded(threshold), features })}\n`);
console.log(`${weights.size} features`);
