// The pages' files that are not compiled: dist/widget gets its HTML, CSS and SVG.
import { cpSync, readdirSync } from "node:fs";

for (const name of readdirSync("src/widget")) {
	if (/\.(?:html|css|svg)$/.test(name)) cpSync(`src/widget/${name}`, `dist/widget/${name}`);
}
