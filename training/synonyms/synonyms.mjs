// Writes models/quoth-synonyms/pairs.txt from the synsets of Open English WordNet, one JSON object a line with its `members`:
//     node training/synonyms/synonyms.mjs <shared>/train/wordnet.jsonl.gz
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { stem } from "porter2";

const model = (name) => new URL(`../../models/${name}`, import.meta.url);
const { vocab } = JSON.parse(readFileSync(model("quoth-static-en/tokenizer.json"), "utf8")).model;
/** Words that the bundled embedding does not know are too rare to be worth their bytes. */
const isCommon = (word) => /^[a-z]{3,}$/.test(word) && vocab[word] !== undefined;

const [file = ""] = process.argv.slice(2);
const synsets = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
const pairs = new Set();
for (const line of synsets) {
	const stems = [...new Set(JSON.parse(line).members.filter(isCommon).map(stem))].sort();
	for (const [at, one] of stems.entries()) for (const other of stems.slice(at + 1)) pairs.add(`${one} ${other}`);
}
writeFileSync(model("quoth-synonyms/pairs.txt"), `${[...pairs].sort().join("\n")}\n`);
console.log(pairs.size, "pairs");
