import { z } from "zod";
import { createProgram } from "../src/cli/program.ts";
import { SETTINGS, type Setting } from "../src/config.ts";
import { AnswerEventSchema, AnswerSchema } from "../src/domain/answer.ts";
import { CandidateSchema } from "../src/domain/candidate.ts";
import { DocumentSchema, DocumentSummarySchema } from "../src/domain/document.ts";
import { QuestionSchema } from "../src/domain/question.ts";
import { ERRORS } from "../src/errors.ts";
import { ProblemSchema } from "../src/http/problem.ts";
import { ROUTES } from "../src/http/routes.ts";

const NOTE = "<!-- Made by `npm run docs` from the source. Do not edit. -->\n";

/** The pages that are made from the tables and schemas of the source: path to content. */
export function generateDocs(): Record<string, string> {
	return { "docs/cli.md": cli(), "docs/http-api.md": httpApi(), "docs/configuration.md": configuration(), "docs/errors.md": errors() };
}

function cli(): string {
	let shown = "";
	const sink = {
		write: (text: string) => {
			shown += text;
			return true;
		},
	} as NodeJS.WritableStream;
	const program = createProgram({ input: process.stdin, out: sink, err: sink, env: {}, signal: new AbortController().signal });
	const sections = [program, ...program.commands].map((command) => {
		shown = "";
		command.configureOutput({ getOutHelpWidth: () => 100 });
		command.outputHelp();
		const name = command === program ? "quoth" : `quoth ${command.name()}`;
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
	return `${NOTE}
# Configuration

Each setting is an option of the commands that use it, or an environment variable; the option wins.

| option | environment | default | meaning |
|---|---|---|---|
${rows.join("\n")}

\`NO_COLOR\` and \`TERM=dumb\` switch colours off.
`;
}

function errors(): string {
	const sections = Object.entries(ERRORS).map(
		([code, { status, exit, title, advice }]) => `## ${code}\n\n${title}. ${advice}\n\nHTTP status ${status}, exit code ${exit}.\n`,
	);
	return `${NOTE}
# Errors

Every failure has a code. Over HTTP it is the \`code\` of a problem document (RFC 9457, \`application/problem+json\`), with \`title\`,
\`detail\`, \`advice\` and, for a bad request, \`errors\` that name the fields. On the command line it stands in brackets behind the advice.
"Not found" is not an error but an answer.

${sections.join("\n")}`;
}

function httpApi(): string {
	const routes = ROUTES.map(
		({ method, path, summary }) => `| \`${method} ${path.replace(":id", "{id}").replace(":file", "{file}")}\` | ${summary} |`,
	);
	const shapes: [string, string, z.ZodType][] = [
		["Question", "The body of `POST /v1/ask`.", QuestionSchema],
		["Answer", "What comes back for a question.", AnswerSchema],
		[
			"Answer as events",
			"With `Accept: text/event-stream`: one server-sent event each, named by its `type`. An answer is complete when `done` has come with the counts that were received; a failure after the first event comes as an event `problem`.",
			AnswerEventSchema,
		],
		["Candidate", "`GET /v1/search` gives `{query, candidates}`; each candidate has also its `document` and its `text`.", CandidateSchema],
		["Document in a list", "`GET /v1/documents` gives `{documents}`.", DocumentSummarySchema],
		["Document", "`GET /v1/documents/{id}`.", DocumentSchema],
		["Problem", "Every error, as `application/problem+json`. The codes are on [the errors page](errors.md).", ProblemSchema],
	];
	const sections = shapes.map(([name, text, schema]) => `## ${name}\n\n${text}\n\n${fieldTable(schema)}\n`);
	return `${NOTE}
# HTTP API

| address | what it gives |
|---|---|
${routes.join("\n")}

All offsets (\`span\`, \`leftOut\`) count UTF-16 code units, as JavaScript, Java and C# do: \`document.text.slice(span.start, span.end)\` is the
quote. In Python: \`text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")\`.

\`\`\`sh
curl -s localhost:8420/v1/ask -H 'content-type: application/json' -d '{"question": "Who wrote the first article?"}'
\`\`\`

${sections.join("\n")}`;
}

type JsonSchema = {
	type?: string;
	const?: unknown;
	enum?: unknown[];
	anyOf?: JsonSchema[];
	oneOf?: JsonSchema[];
	items?: JsonSchema;
	properties?: Record<string, JsonSchema>;
	required?: string[];
	description?: string;
	default?: unknown;
};

function fieldTable(schema: z.ZodType): string {
	const root = z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
	const branches = root.oneOf ?? root.anyOf ?? [root];
	const rows = branches.flatMap((branch) =>
		fieldRows(branch, branch.properties?.type?.const === undefined ? "" : `${String(branch.properties.type.const)}: `),
	);
	return `| field | type | meaning |\n|---|---|---|\n${rows.join("\n")}`;
}

function fieldRows(schema: JsonSchema, prefix: string): string[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
		const optional = schema.required?.includes(name) ? "" : ", optional";
		const fallback = field.default === undefined ? "" : `, default ${JSON.stringify(field.default)}`;
		const row = `| \`${prefix}${name}\` | ${typeName(field)}${optional}${fallback} | ${field.description ?? ""} |`;
		const inner = field.type === "array" ? field.items : field;
		const suffix = field.type === "array" ? "[]." : ".";
		return [row, ...(inner?.properties ? fieldRows(inner, `${prefix}${name}${suffix}`) : [])];
	});
}

function typeName(schema: JsonSchema): string {
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
	const options = schema.anyOf ?? schema.oneOf;
	if (options !== undefined) return options.map(typeName).join(" or ");
	if (schema.type === "array") return `list of ${schema.items === undefined ? "any" : typeName(schema.items)}`;
	return schema.type ?? "any";
}
