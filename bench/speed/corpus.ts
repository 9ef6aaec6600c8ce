import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sharedFolder, temporaryFolder } from "../quality/question-set.ts";

const WORDS = 60;
const PASSAGES_PER_DOCUMENT = 50;

/** Real text: the Reuters newswire where it lies beside the project, else the sample corpus over and over. */
function words(): string[] {
	const newswire = join(sharedFolder() ?? "", "eval/reuters21578/docs.jsonl.gz");
	if (existsSync(newswire)) {
		const lines = gunzipSync(readFileSync(newswire)).toString().trim().split("\n");
		return lines.flatMap((line) => (JSON.parse(line) as { text: string }).text.split(/\s+/)).filter((word) => word !== "");
	}
	const folder = join(import.meta.dirname, "../../corpus");
	return readdirSync(folder)
		.flatMap((name) => readFileSync(join(folder, name), "utf8").split(/\s+/))
		.filter((word) => word !== "");
}

/**
 * A folder of plain text documents with `passages` passages of 60 words. When the text runs out it begins anew, shifted by seven words, and
 * every tenth word gives way to one from elsewhere: the same passages again would be left out as copies.
 */
export function writeSpeedCorpus(passages: number): string {
	const folder = temporaryFolder("quoth-speed-");
	const source = words();
	let at = 0;
	const wordAt = (place: number) => {
		const round = Math.floor(place / source.length);
		return source[(round > 0 && place % 10 === 0 ? place * 7_919 + round : place) % source.length];
	};
	const next = () => {
		const taken = Array.from({ length: WORDS }, (_, i) => wordAt(at + i)).join(" ");
		at += WORDS;
		if (at % source.length < WORDS) at += 7;
		return `${taken.charAt(0).toUpperCase()}${taken.slice(1).replace(/\W$/, "")}.`;
	};
	for (let done = 0; done < passages; done += PASSAGES_PER_DOCUMENT) {
		const count = Math.min(PASSAGES_PER_DOCUMENT, passages - done);
		writeFileSync(join(folder, `${done}.txt`), Array.from({ length: count }, next).join("\n\n"));
	}
	return folder;
}
