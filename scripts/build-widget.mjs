// The widget and the scripts of the pages, each bundled into one file, beside the files that are taken as they are.
import { cpSync, readdirSync } from "node:fs";
import { build } from "esbuild";

const options = { bundle: true, minify: true, target: ["es2022"], legalComments: "none", logLevel: "warning", charset: "utf8" };
const page = (name) => build({ ...options, format: "esm", entryPoints: [`src/widget/${name}-page.ts`], outfile: `dist/widget/${name}.js` });

await Promise.all([
	build({ ...options, format: "iife", entryPoints: ["src/widget/embed.ts"], outfile: "dist/widget/widget.js" }),
	build({ ...options, format: "esm", entryPoints: ["src/widget/quoth-chat.ts"], outfile: "dist/widget/widget.mjs" }),
	page("chat"),
	page("source"),
	page("library"),
]);
for (const name of readdirSync("src/widget")) {
	if (/\.(?:html|css|svg)$/.test(name)) cpSync(`src/widget/${name}`, `dist/widget/${name}`);
}
