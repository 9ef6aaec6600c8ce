import { parse } from "yaml";
import type { Metadata } from "../../domain/document.ts";

// A mapping stands directly below the fence; a rule with a sentence below it ("Note: …") has a blank line between.
const FENCED = /^---[ \t]*\n(?=[\w-]+[ \t]*:)([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/**
 * Splits YAML front matter from the text below it. Front matter that is not a YAML mapping is text like any other.
 */
export function splitFrontMatter(characters: string): { metadata: Partial<Metadata>; body: string } {
	const match = FENCED.exec(characters);
	if (match?.[1] === undefined) return { metadata: {}, body: characters };
	const values = readMapping(match[1]);
	if (values === null) return { metadata: {}, body: characters };
	return { metadata: metadataFrom(values), body: characters.slice(match[0].length) };
}

function readMapping(yaml: string): Record<string, unknown> | null {
	try {
		const value: unknown = parse(yaml, { maxAliasCount: 20 });
		return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}

function metadataFrom(values: Record<string, unknown>): Partial<Metadata> {
	const fields: [keyof Metadata, unknown][] = [
		["title", values.title],
		["author", values.author ?? values.authors],
		["publisher", values.publisher ?? values.site ?? values.source],
		["published", values.published ?? values.date],
		["modified", values.modified ?? values.updated ?? values.lastmod],
		["language", values.language ?? values.lang],
		["url", values.url ?? values.canonical ?? values.canonical_url],
	];
	return Object.fromEntries(
		fields.flatMap(([name, value]) => {
			const text = asText(value);
			return text === null ? [] : [[name, text]];
		}),
	);
}

function asText(value: unknown): string | null {
	if (Array.isArray(value))
		return (
			value
				.map(asText)
				.filter((text) => text !== null)
				.join(", ") || null
		);
	if (value instanceof Date) return value.toISOString().slice(0, 10);
	if (typeof value === "string" || typeof value === "number") return String(value).trim() || null;
	return null;
}
