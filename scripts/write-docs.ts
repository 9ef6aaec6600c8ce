import { readFileSync, writeFileSync } from "node:fs";
import { generateDocs } from "./generate-docs.ts";

// npm run docs writes the generated pages; with --check it only says whether they are up to date.
const check = process.argv.includes("--check");
for (const [path, content] of Object.entries(generateDocs())) {
	const current = readOrEmpty(path);
	if (current === content) continue;
	if (!check) writeFileSync(path, content);
	else {
		console.error(`${path} is not what the source says: run npm run docs`);
		process.exitCode = 1;
	}
}

function readOrEmpty(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return "";
	}
}
