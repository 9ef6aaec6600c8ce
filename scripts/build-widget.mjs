// The widget and the scripts of the pages, each bundled into one file, beside the files that are taken as they are.
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build, transform } from "esbuild";

/** Each key and its message once instead of five objects: half a kilobyte less. */
const packCatalogues = {
	name: "pack-catalogues",
	setup: (build) =>
		build.onLoad({ filter: /catalogues\.ts$/ }, async ({ path }) => {
			const { code } = await transform(readFileSync(path, "utf8"), { loader: "ts", format: "esm" });
			const { CATALOGUES } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
			const keys = Object.keys(CATALOGUES.en);
			const packed = Object.entries(CATALOGUES).map(([lang, messages]) => {
				const all = keys.map((key) => messages[key]);
				if (all.some((message) => message === undefined || message.includes("|"))) throw new Error(`${path}: ${lang} lacks a message`);
				return `${lang}:of(${JSON.stringify(all.join("|"))})`;
			});
			const unpack = "const of=(all)=>Object.fromEntries(all.split('|').map((message,at)=>[keys[at],message]))";
			return { contents: `const keys=${JSON.stringify(keys.join("|"))}.split("|");${unpack};export const CATALOGUES={${packed}}` };
		}),
};

const packStyles = {
	name: "pack-styles",
	setup: (build) =>
		build.onLoad({ filter: /styles\.ts$/ }, ({ path }) => ({
			contents: readFileSync(path, "utf8").replace(/(?<=css`[^`]*)\n/g, ""),
			loader: "ts",
		})),
};

const options = {
	bundle: true,
	minify: true,
	target: ["es2022"],
	legalComments: "none",
	logLevel: "warning",
	charset: "utf8",
	write: false,
	plugins: [packCatalogues, packStyles],
};

async function bundle(entry, name, format) {
	const { outputFiles } = await build({ ...options, format, entryPoints: [`src/widget/${entry}.ts`], outfile: `dist/widget/${name}` });
	// Line breaks with indentation stand in templates of HTML only, where they are so much weight.
	writeFileSync(`dist/widget/${name}`, outputFiles[0].text.replace(/\n\t+/g, " "));
}

await Promise.all([
	bundle("embed", "widget.js", "iife"),
	bundle("quoth-chat", "widget.mjs", "esm"),
	...["chat", "source", "library"].map((page) => bundle(`${page}-page`, `${page}.js`, "esm")),
]);
for (const name of readdirSync("src/widget")) {
	if (/\.(?:html|css|svg)$/.test(name)) cpSync(`src/widget/${name}`, `dist/widget/${name}`);
}
