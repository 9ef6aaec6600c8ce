// Writes models/quoth-thesaurus/words.txt from words.txt beside it: with which other words an answer tells what a question asks with one,
// all of them as stems.
//     npx tsx training/thesaurus/thesaurus.ts
import { readFileSync, writeFileSync } from "node:fs";
import { isStopTerm, stemOf } from "../../src/text/terms.ts";
import { wordsOf } from "../../src/text/words.ts";

const told = new Map<string, Set<string>>();
for (const line of readFileSync(new URL("words.txt", import.meta.url), "utf8")
	.trim()
	.split("\n")) {
	const [asked = "", others = ""] = line.split(": ");
	const stem = stemOf(asked);
	if (isStopTerm(stem)) continue;
	const forms = others.split(", ").map((other) => wordsOf(other).map(({ text }) => stemOf(text)));
	const known = told.get(stem) ?? new Set();
	for (const form of forms) if (!form.every(isStopTerm) && form.join(" ") !== stem) known.add(form.join(" "));
	told.set(stem, known);
}
// Of two single words each tells the other: who asks for "vacation" finds "holiday", and the other way round.
for (const [stem, others] of [...told])
	for (const other of others) if (!other.includes(" ")) told.set(other, (told.get(other) ?? new Set()).add(stem));
const lines = [...told].sort(([a], [b]) => (a < b ? -1 : 1)).map(([stem, forms]) => `${stem}: ${[...forms].join(", ")}\n`);
writeFileSync(new URL("../../models/quoth-thesaurus/words.txt", import.meta.url), lines.join(""));
console.log(told.size, "words,", lines.join("").split(", ").length + told.size - 1, "ways to tell them");
