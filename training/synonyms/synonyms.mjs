// Writes models/quoth-synonyms/pairs.txt from the synsets of Open English WordNet, one JSON object a line with its `members`
// and `definition`:
//     npx tsx training/synonyms/synonyms.mjs <shared>/train/wordnet.jsonl.gz
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { isStopTerm, stemOf } from "../../src/text/terms.ts";

/** Of the meanings of the word that has fewer, the share that both have: "die" is "pass" in one of eleven. */
const LEAST_SHARED = 0.1;
/** How WordNet marks what is not said in company; words with such a meaning are left out. */
const MARKED =
	/\b(?:offensive|derogatory|disparag\w+|vulgar|obscene|slurs?|contemptuous|insulting|abusive|sexual(?:ly)?|intercourse|genitals?)\b/i;

const model = (name) => new URL(`../../models/${name}`, import.meta.url);
const { vocab } = JSON.parse(readFileSync(model("quoth-static-en/tokenizer.json"), "utf8")).model;
/** Words that the bundled embedding does not know are too rare to be worth their bytes. */
const isCommon = (word) => /^[a-z]{3,}$/.test(word) && vocab[word] !== undefined;

const [file = ""] = process.argv.slice(2);
const synsets = gunzipSync(readFileSync(file))
	.toString("utf8")
	.trim()
	.split("\n")
	.map((line) => JSON.parse(line));
const marked = new Set(synsets.flatMap(({ members, definition }) => (MARKED.test(definition) ? members.map((word) => stemOf(word)) : [])));
const meanings = new Map();
const shared = new Map();
const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
for (const { members } of synsets) {
	const stems = [...new Set(members.filter((word) => /^[a-z]{3,}$/.test(word)).map((word) => stemOf(word)))];
	for (const stem of stems) count(meanings, stem);
	const common = new Set(members.filter(isCommon).map((word) => stemOf(word)));
	const kept = stems.filter((stem) => common.has(stem) && !marked.has(stem) && !isStopTerm(stem)).sort();
	for (const [at, one] of kept.entries()) for (const other of kept.slice(at + 1)) count(shared, `${one} ${other}`);
}
const pairs = [...shared.keys()].filter((pair) => {
	const [one, other] = pair.split(" ");
	return shared.get(pair) >= LEAST_SHARED * Math.min(meanings.get(one), meanings.get(other));
});
writeFileSync(model("quoth-synonyms/pairs.txt"), `${pairs.sort().join("\n")}\n`);
console.log(pairs.length, "pairs,", marked.size, "marked");
