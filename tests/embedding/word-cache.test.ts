import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AutoTokenizer, env } from "@xenova/transformers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createWordCache } from "../../src/embedding/word-cache.ts";

async function tokenizer() {
	env.allowRemoteModels = false;
	env.localModelPath = join(import.meta.dirname, "../../models");
	return AutoTokenizer.from_pretrained("quoth-static-en", { local_files_only: true });
}

test("word by word the ids are those of the whole text", async () => {
	const library = await tokenizer();
	const encode = (text: string) => library.encode(text, null, { add_special_tokens: false });
	const cached = createWordCache(encode);
	const corpus = join(import.meta.dirname, "../../corpus");
	for (const name of readdirSync(corpus)) {
		for (const paragraph of readFileSync(join(corpus, name), "utf8").split("\n\n")) expect(cached(paragraph)).toEqual(encode(paragraph));
	}
	fc.assert(
		fc.property(
			fc.array(
				fc.constantFrom(
					"word",
					"Zorblatnik",
					" ",
					"\n",
					"don’t",
					"é",
					"e\u0301",
					"東京",
					"…",
					"\u00a0",
					"\u200b",
					"[PAD]",
					"😀",
					"\ufeff",
					"-",
					"x".repeat(120),
				),
				{ maxLength: 30 },
			),
			(parts) => {
				const text = parts.join("");
				expect(cached(text)).toEqual(encode(text));
			},
		),
	);
});
