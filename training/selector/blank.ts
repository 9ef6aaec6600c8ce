// Writes a selector without knowledge, with the names of today's features: the first step after a feature was added or removed.
//     npx tsx training/selector/blank.ts
import { writeFileSync } from "node:fs";
import { CONFIDENCE_FEATURES } from "../../src/answer/confidence-features.ts";
import { FEATURES } from "../../src/answer/sentence-features.ts";

const blank = (features: readonly string[]) => ({
	features,
	mean: features.map(() => 0),
	deviation: features.map(() => 1),
	linear: features.map(() => 0),
	bias: 0,
	hidden: [],
});
const path = new URL("../../models/quoth-selector/weights.json", import.meta.url);
writeFileSync(
	path,
	`${JSON.stringify({ sentence: blank(FEATURES), confidence: blank(CONFIDENCE_FEATURES), thresholds: [{ maxError: 0.05, confidence: 0.2 }] })}\n`,
);
