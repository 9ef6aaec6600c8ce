import type { Writable } from "node:stream";
import { createProgram } from "../src/cli/program.ts";
import { SECRETS, SETTINGS, type Setting } from "../src/config.ts";
import { ERRORS, type ErrorCode } from "../src/errors.ts";
import { createApp } from "../src/http/app.ts";
import { type OpenApiDocument, openApiOf, operationsOf, type Schema } from "../src/http/openapi.ts";
import { createLogger } from "../src/log.ts";
import type { Quoth } from "../src/quoth.ts";
import { ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, METHODS, PARTS, PROPERTIES, SLOTS } from "./widget-api.ts";

const NOTE = "<!-- Made by `npm run docs` from the source. Do not edit. -->\n";

/** The pages that are made from the tables and schemas of the source: path to content. */
export function generateDocs(): Record<string, string> {
	const api = openApiOf(createApp({} as Quoth, createLogger("silent"), { assets: new Map() }));
	return {
		"docs/cli.md": cli(),
		"docs/http-api.md": httpApi(api),
		"docs/openapi.json": `${JSON.stringify(api, null, 2)}\n`,
		"docs/widget.md": widget(),
		"custom-elements.json": `${JSON.stringify(customElements(), null, "\t")}\n`,
		"docs/configuration.md": configuration(),
		"docs/errors.md": errors(),
		...Object.fromEntries((Object.keys(ERRORS) as ErrorCode[]).map((code) => [`docs/errors/${code}.md`, errorPage(code, api)])),
	};
}

function cli(): string {
	let shown = "";
	const sink = {
		write: (text: string) => {
			shown += text;
			return true;
		},
	} as unknown as Writable;
	const program = createProgram({ input: process.stdin, out: sink, err: sink, env: {}, signal: new AbortController().signal });
	const named = program.commands.flatMap((command) => [
		{ name: `quoth ${command.name()}`, command },
		...command.commands.map((inner) => ({ name: `quoth ${command.name()} ${inner.name()}`, command: inner })),
	]);
	const sections = [{ name: "quoth", command: program }, ...named].map(({ name, command }) => {
		shown = "";
		command.configureOutput({ getOutHelpWidth: () => 100 });
		command.outputHelp();
		return `## ${name}\n\n\`\`\`text\n${shown.trim()}\n\`\`\`\n`;
	});
	return `${NOTE}
# Command line

Results go to standard output, progress and complaints to standard error. \`--json\` prints the same object as the HTTP API.

| exit code | meaning |
|---|---|
| 0 | done; for \`ask\` also when the documents do not answer |
| 1 | it failed; the message says why and what to do |
| 2 | the command line is wrong |
| 3 | not found, with \`--fail-on-not-found\` |
| 130 | stopped by Ctrl-C; the index is as it was |

${sections.join("\n")}`;
}

function configuration(): string {
	const rows = Object.values<Setting>(SETTINGS).map(
		({ flag, env, fallback, description }) =>
			`| \`${flag}\` | \`${env}\` | ${fallback === undefined ? "–" : `\`${fallback}\``} | ${description} |`,
	);
	const secrets = Object.values(SECRETS).map(({ env, description }) => `| \`${env}\` | ${description} |`);
	return `${NOTE}
# Configuration

Each setting is an option of the commands that use it, or an environment variable; the option wins.

| option | environment | default | meaning |
|---|---|---|---|
${rows.join("\n")}

Secrets are environment variables only, since others on a machine can read its command lines:

| environment | meaning |
|---|---|
${secrets.join("\n")}

\`NO_COLOR\` and \`TERM=dumb\` switch colours off.
`;
}

function errors(): string {
	const rows = Object.entries(ERRORS).map(
		([code, { status, exit, title }]) => `| [${code}](errors/${code}.md) | ${status} | ${exit} | ${title} |`,
	);
	return `${NOTE}
# Errors

Every failure has a code. Over HTTP it is the \`code\` of a problem document (RFC 9457, \`application/problem+json\`), with \`title\`,
\`detail\`, \`advice\` and, for a bad request, \`errors\` that name the fields. On the command line it stands in brackets behind the advice.
"Not found" is not an error but an answer.

| code | HTTP status | exit code | meaning |
|---|---|---|---|
${rows.join("\n")}
`;
}

function errorPage(code: ErrorCode, api: OpenApiDocument): string {
	const { status, exit, title, advice } = ERRORS[code];
	const met = operationsOf(api)
		.filter(({ operation }) => operation.responses[status]?.description.includes(`\`${code}\``))
		.map(({ method, path }) => `- \`${method} ${path}\``);
	const where = met.length === 0 ? "" : `\nOver HTTP it may come from:\n\n${met.join("\n")}\n`;
	return `${NOTE}
# ${code}

${title}. ${advice}

HTTP status ${status}, exit code ${exit} of the command line.
${where}
[All errors](../errors.md)
`;
}

function httpApi(api: OpenApiDocument): string {
	const operations = operationsOf(api);
	const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? []))];
	const sections = tags.map((tag) => {
		const inside = operations.filter(({ operation }) => operation.tags?.includes(tag));
		return `## ${tag}\n\n${inside.map(operationSection).join("\n")}`;
	});
	const shapes = Object.entries((api.components?.schemas ?? {}) as Record<string, Schema>).map(
		([name, schema]) => `### ${name}\n\n${fieldTable(schema)}\n`,
	);
	return `${NOTE}
# HTTP API

This page is made from the OpenAPI document, [openapi.json](openapi.json), which a running server gives at \`/openapi.json\` and shows at \`/docs\`.

All offsets (\`span\`, \`leftOut\`) count UTF-16 code units, as JavaScript, Java and C# do: \`document.text.slice(span.start, span.end)\` is the
quote. In Python: \`text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")\`.

\`\`\`sh
curl -s localhost:8420/v1/ask -H 'content-type: application/json' -d '{"question": "Who wrote the first article?"}'
\`\`\`

Keys, limits and websites that may call the API are described in [running a server](serving.md), the errors on [a page of their own](errors.md).

${sections.join("\n")}
## Pages

| address | what it gives |
|---|---|
| \`GET /\` | the chat page |
| \`GET /documents/{id}\` | the text of a document; \`#char=start,end\` in the form of RFC 5147, but in UTF-16 code units, highlights a quote |
| \`GET /library\` | the documents, with search and filters, and the ledger of the last ingestion |
| \`GET /widget.js\`, \`GET /widget.mjs\` | [the widget](widget.md), as a script and as a module |
| \`GET /docs\`, \`GET /openapi.json\` | this API, for people and for programs |

## Shapes

${shapes.join("\n")}`;
}

function operationSection({ path, method, operation }: ReturnType<typeof operationsOf>[number]): string {
	const { summary, description, parameters = [], requestBody, responses } = operation;
	const asked = parameters.map(
		({ name, in: where, required, description: what, schema }) =>
			`| \`${name}\` | ${where}${required ? "" : ", optional"} | ${typeName(schema)} | ${what ?? ""} |`,
	);
	for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) asked.push(`| \`${type}\` | body | ${typeName(schema)} | |`);
	const table = asked.length === 0 ? "" : `\n| takes | in | type | meaning |\n|---|---|---|---|\n${asked.join("\n")}\n`;
	const given = Object.entries(responses).map(([status, response]) => {
		const types = Object.entries(response.content ?? {}).map(([type, { schema }]) => `${typeName(schema)} (${type})`);
		return `| ${status} | ${types.join("; ")} | ${response.description} |`;
	});
	return `### ${method} ${path}

${summary}.${description === undefined ? "" : ` ${description}`}
${table}
| gives | what | when |
|---|---|---|
${given.join("\n")}
`;
}

function fieldTable(schema: Schema): string {
	const rows = (schema.oneOf ?? schema.anyOf ?? [schema]).flatMap((branch) => {
		const kind =
			branch.properties?.type?.enum ?? (branch.properties?.type?.const === undefined ? undefined : [branch.properties.type.const]);
		return fieldRows(branch, schema.oneOf === undefined || kind === undefined ? "" : `${kind.join("|")}: `);
	});
	return `| field | type | meaning |\n|---|---|---|\n${rows.join("\n")}`;
}

function fieldRows(schema: Schema, prefix: string): string[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
		const optional = schema.required?.includes(name) ? "" : ", optional";
		const fallback = field.default === undefined ? "" : `, default ${JSON.stringify(field.default)}`;
		const row = `| \`${prefix}${name}\` | ${typeName(field)}${optional}${fallback} | ${field.description ?? ""} |`;
		const inner = field.items ?? field;
		const suffix = field.items === undefined ? "." : "[].";
		return [row, ...(inner.properties ? fieldRows(inner, `${prefix}${name}${suffix}`) : [])];
	});
}

function typeName(schema: Schema): string {
	if (schema.$ref !== undefined) {
		const name = schema.$ref.split("/").at(-1) ?? "";
		return `[${name}](#${name.toLowerCase()})`;
	}
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
	const options = schema.anyOf ?? schema.oneOf ?? schema.allOf?.filter((option) => option.$ref !== undefined);
	if (options !== undefined && options.length > 0) return options.map(typeName).join(" or ");
	if (schema.type === "array") return `list of ${schema.items === undefined ? "any" : typeName(schema.items)}`;
	return [schema.type ?? "any"].flat().join(" or ");
}

function widget(): string {
	const table = (head: string, rows: readonly string[]) => `| ${head} |\n|${head.replace(/[^|]+/g, "---")}|\n${rows.join("\n")}`;
	const named = (all: readonly { name: string; description: string }[]) =>
		all.map(({ name, description }) => `| \`${name}\` | ${description} |`);
	const cell = (text: string) => text.replaceAll("|", "\\|");
	return `${NOTE}
# The widget

A chat for any web page: a custom element, \`<quoth-chat>\`, in one file of less than 20 kB gzipped that loads nothing else.

## In five minutes

1. On the server make a key for the website: \`quoth keys create --origin https://www.example.org\` prints \`pk_…\`. It may stand in the
   page: it allows asking only, and from that website only ([keys](serving.md#keys)).
2. Put one line into the page. A button floats in its corner, and opens the chat:

\`\`\`html
<script src="https://quoth.example.org/widget.js" data-key="pk_…" async></script>
\`\`\`

Each \`data-\` attribute becomes an attribute of the element: \`data-mode="modal"\`, \`data-lang="de"\`, \`data-heading="Ask our reports"\`.
With \`data-mode="none"\` the script only defines the element, which then stands where the page puts it:

\`\`\`html
<script src="https://quoth.example.org/widget.js" data-mode="none" async></script>
<quoth-chat src="https://quoth.example.org" key="pk_…" mode="inline"></quoth-chat>
\`\`\`

As a module: \`import "quoth/widget"\` for bundlers, or \`<script type="module" src="https://quoth.example.org/widget.mjs">\`.

A strict Content Security Policy of the page needs \`script-src https://quoth.example.org; connect-src https://quoth.example.org\`; with
\`require-trusted-types-for 'script'\` also \`trusted-types lit-html\`. Styles are constructed, so \`style-src\` needs nothing. Quotes, questions
and what documents say of themselves are put into the page as text, never as markup.

The conversation is kept in the tab (\`sessionStorage\`) until it is cleared. The citation of a quote opens the source view of the server, with
the words highlighted.

## Attributes and properties

${table(
	"attribute | property | type | unless told | meaning",
	ATTRIBUTES.map(
		({ name, property, type, fallback, description }) => `| \`${name}\` | \`${property}\` | ${cell(type)} | ${fallback} | ${description} |`,
	),
)}
${PROPERTIES.map(({ name, type, description }) => `| – | \`${name}\` | ${cell(type)} | | ${description} |`).join("\n")}

## Methods

${table(
	"method | gives | meaning",
	METHODS.map(({ name, returns, description }) => `| \`${name}\` | \`${cell(returns)}\` | ${description} |`),
)}

## Events

They bubble, through shadow roots too.

${table(
	"event | detail | meaning",
	EVENTS.map(({ name, detail, description }) => `| \`${name}\` | \`${detail}\` | ${description} |`),
)}

\`\`\`js
document.addEventListener("quoth:answer", ({ detail }) => console.log(detail.answer.status));
\`\`\`

## Slots

${table("slot | meaning", named(SLOTS))}

## Parts

For \`quoth-chat::part(…)\`.

${table("part | meaning", named(PARTS))}

## Custom properties

Colours come in a light and a dark form, as should those that you set, and with forced colours the system's are used.

${table("property | meaning", named(CUSTOM_PROPERTIES))}

\`\`\`css
quoth-chat {
	--quoth-accent: light-dark(#7a1f3d, #f0a6bf);
	--quoth-quote-font: 1.1rem/1.6 "Source Serif 4", serif;
}
\`\`\`

Everything is also in [custom-elements.json](../custom-elements.json), for editors.
`;
}

/** Custom Elements Manifest, schema 1.0.0. */
function customElements() {
	const typed = (text: string) => ({ text });
	return {
		schemaVersion: "1.0.0",
		modules: [
			{
				kind: "javascript-module",
				path: "dist/widget/widget.mjs",
				declarations: [
					{
						kind: "class",
						name: "QuothChat",
						tagName: "quoth-chat",
						customElement: true,
						description: "A chat that answers with quotes only",
						superclass: { name: "LitElement", package: "lit" },
						attributes: ATTRIBUTES.map(({ name, property, type, description }) => ({
							name,
							fieldName: property,
							type: typed(type),
							description,
						})),
						members: [
							...[...ATTRIBUTES.map(({ property, type, description }) => ({ name: property, type, description })), ...PROPERTIES].map(
								({ name, type, description }) => ({ kind: "field", name, type: typed(type), description }),
							),
							...METHODS.map(({ name, returns, description }) => ({
								kind: "method",
								name: name.replace(/\(.*$/, ""),
								return: { type: typed(returns) },
								description,
							})),
						],
						events: EVENTS.map(({ name, detail, description }) => ({ name, type: typed(`CustomEvent<${detail}>`), description })),
						slots: SLOTS,
						cssParts: PARTS,
						cssProperties: CUSTOM_PROPERTIES,
					},
				],
				exports: [{ kind: "custom-element-definition", name: "quoth-chat", declaration: { name: "QuothChat" } }],
			},
		],
	};
}
