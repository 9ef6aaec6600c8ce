import { html } from "hono/html";
import { type OpenApiDocument, type Operation, operationsOf, type Schema } from "./openapi.ts";

/** The API for people to read: one page without scripts, made from the OpenAPI document. */
export function renderApiPage(document: OpenApiDocument) {
	const operations = operationsOf(document);
	const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? []))];
	const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, Schema>);
	return html`<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width, initial-scale=1">
		<title>HTTP API – Quoth</title>
		<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
		<link rel="stylesheet" href="/assets/style.css">
	</head>
	<body class="docs">
		<header class="top"><a class="name" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">Quoth</a><p>HTTP API ${document.info.version}</p></header>
		<main>
			<h1>HTTP API</h1>
			<p>${inline(document.info.description ?? "")}</p>
			<p>The same for programs: <a href="/openapi.json">openapi.json</a>. Where the server asks for a key, send it as <code>Authorization: Bearer …</code>.</p>
			${tags.map(
				(tag) =>
					html`<section><h2>${tag}</h2>${operations
						.filter(({ operation }) => operation.tags?.includes(tag))
						.map(({ path, method, operation }) => renderOperation(path, method, operation))}</section>`,
			)}
			<section>
				<h2>Shapes</h2>
				${schemas.map(([name, schema]) => html`<article id="${name}"><h3>${name}</h3>${renderFields(schema)}</article>`)}
			</section>
		</main>
	</body>
</html>`;
}

function renderOperation(path: string, method: string, { summary, description, parameters, requestBody, responses }: Operation) {
	const asked = [
		...(parameters ?? []).map((each) => ({ ...each, type: typeOf(each.schema) })),
		...Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => ({
			name: type,
			in: "body",
			required: true,
			description: "",
			type: typeOf(schema),
		})),
	];
	return html`<article id="${`${method}-${path}`.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase()}">
	<h3><code>${method} ${path}</code></h3>
	<p>${summary ?? ""}. ${inline(description ?? "")}</p>
	${
		asked.length === 0
			? ""
			: html`<table><thead><tr><th>takes</th><th>in</th><th>type</th><th>meaning</th></tr></thead><tbody>${asked.map(
					(each) =>
						html`<tr><td><code>${each.name}</code></td><td>${each.in}${each.required ? "" : ", optional"}</td><td>${each.type}</td><td>${inline(each.description ?? "")}</td></tr>`,
				)}</tbody></table>`
	}
	<table><thead><tr><th>gives</th><th>type</th><th>when</th></tr></thead><tbody>${Object.entries(responses).map(
		([status, response]) =>
			html`<tr><td>${status}</td><td>${Object.entries(response.content ?? {}).map(
				([type, { schema }]) => html`${typeOf(schema)} <small>${type}</small><br>`,
			)}</td><td>${inline(response.description)}</td></tr>`,
	)}</tbody></table>
</article>`;
}

function renderFields(schema: Schema): ReturnType<typeof html> {
	const branches = schema.oneOf ?? schema.anyOf ?? [schema];
	const rows = branches.flatMap((branch) =>
		Object.entries(branch.properties ?? {}).map(
			([name, field]) =>
				html`<tr><td><code>${name}</code></td><td>${typeOf(field)}${branch.required?.includes(name) ? "" : ", optional"}</td><td>${inline(field.description ?? "")}</td></tr>`,
		),
	);
	return html`<table><thead><tr><th>field</th><th>type</th><th>meaning</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** The type in words, with a link where it has a name. */
function typeOf(schema: Schema): ReturnType<typeof html> | string {
	if (schema.$ref !== undefined) {
		const name = schema.$ref.split("/").at(-1) ?? "";
		return html`<a href="#${name}">${name}</a>`;
	}
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
	const options = schema.anyOf ?? schema.oneOf ?? schema.allOf;
	if (options !== undefined)
		return html`${options.map((option, at) => html`${at === 0 ? "" : schema.allOf ? " with " : " or "}${typeOf(option)}`)}`;
	if (schema.type === "array" && schema.items !== undefined) return html`list of ${typeOf(schema.items)}`;
	if (schema.properties !== undefined) {
		return html`${[schema.type].flat().includes("null") ? "null or " : ""}object with ${Object.keys(schema.properties).map(
			(name, at) => html`${at === 0 ? "" : ", "}<code>${name}</code>`,
		)}`;
	}
	return [schema.type ?? "any"].flat().join(" or ");
}

/** Code in backticks, as the descriptions have it. */
function inline(text: string) {
	return html`${text.split("`").map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
