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

/** A folder of plain text documents with `passages` passages of 60 words. When the text runs out it begins anew, shifted by seven words. */
export function writeSpeedCorpus(passages: number): string {
	const folder = temporaryFolder("quoth-speed-");
	const source = words();
	let at = 0;
	const next = () => {
		const taken = Array.from({ length: WORDS }, (_, i) => source[(at + i) % source.length]).join(" ");
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
