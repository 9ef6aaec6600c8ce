import { expect, test } from "vitest";
import { profileOf } from "../../src/embedding/model-profile.ts";

test.each([
	["Xenova/all-MiniLM-L6-v2", "", "mean"],
	["Xenova/bge-small-en-v1.5", "Represent this sentence", "first-token"],
	["Xenova/multilingual-e5-small", "query: ", "mean"],
	["quoth-static-en", "", "mean"],
])("%s", (model, prefix, pooling) => {
	const profile = profileOf(model);
	expect(profile.prefix.question.startsWith(prefix)).toBe(true);
	expect(profile.prefix.question === "").toBe(prefix === "");
	expect(profile.pooling).toBe(pooling);
});
