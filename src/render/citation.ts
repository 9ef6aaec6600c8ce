import type { Quote, Source } from "../domain/quote.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { webAddress } from "./text-fragment.ts";

/** How a quote can be copied with its citation. */
export const CITATION_FORMATS = ["text", "markdown", "bibtex", "csl-json", "web-annotation"] as const;
export type CitationFormat = (typeof CITATION_FORMATS)[number];

/**
 * A quote with its citation.
 * @param link address of the quote in the source view
 * @param now the day of access
 */
export function citeQuote(quote: Quote, format: CitationFormat, link: string, now = new Date()): string {
	return FORMATTERS[format](quote, link, now.toISOString().slice(0, 10));
}

const FORMATTERS: Record<CitationFormat, (quote: Quote, link: string, accessed: string) => string> = {
	text: (quote, link) => `“${quote.text}”\n— ${sourceLine(quote.source)}\n${link}`,
	markdown: markdownOf,
	bibtex: bibtexOf,
	"csl-json": cslOf,
	"web-annotation": annotationOf,
};

/** Publisher, title, author, date and place, as far as the document tells. */
export function sourceLine(source: Source, place = placeOf(source)): string {
	const { publisher, title, author, published } = source;
	return [publisher, title, author, published, place].filter(Boolean).join(" · ");
}

/** "page 3 › Findings", with the words for the places in the language of the reader. */
export function placeOf({ page, slide, chapter, row, line, headings }: Source, nameOf = (kind: string): string => kind): string {
	const places = Object.entries({ page, slide, chapter, row, line }).flatMap(([kind, at]) =>
		at === null ? [] : [`${nameOf(kind)} ${at}`],
	);
	return [...places, ...headings].join(" › ");
}

function markdownOf({ text, source }: Quote, link: string): string {
	const lines = escapeMarkdown(text)
		.split("\n")
		.map((line) => `> ${line}`);
	return `${lines.join("\n")}\n>\n> — [${escapeMarkdown(sourceLine(source)).replaceAll("\n", " ")}](<${link}>)`;
}

/** For BibTeX, which knows `year`, `note` and `howpublished`, and for biblatex, which knows `url` and `urldate`. */
function bibtexOf({ text, documentId, span, source }: Quote, link: string, accessed: string): string {
	const { title, author, publisher, published, page, url } = source;
	const name =
		(author ?? publisher ?? title)
			.normalize("NFD")
			.replace(/[^A-Za-z]/g, "")
			.slice(0, 20) || "quoth";
	const year = /\d{4}/.exec(published ?? "")?.[0] ?? null;
	const note = [`Quoted: ${text}`, page === null ? "" : `page ${page}`, `accessed ${accessed}`].filter(Boolean).join("; ");
	const fields = Object.entries({
		author: author === null ? null : `{${escapeTex(author)}}`,
		title: `{${escapeTex(title)}}`,
		howpublished: publisher === null ? null : escapeTex(publisher),
		year,
		url: webAddress(url) ?? link,
		urldate: accessed,
		note: escapeTex(note),
	}).flatMap(([field, value]) => (value === null ? [] : [`  ${field} = {${value}}`]));
	return `@misc{${name}${year ?? ""}-${documentId.slice(0, 4)}-${span.start},\n${fields.join(",\n")}\n}`;
}

const TEX: Record<string, string> = {
	"\\": "\\textbackslash{}",
	"{": "\\textbraceleft{}",
	"}": "\\textbraceright{}",
	"~": "\\textasciitilde{}",
	"^": "\\textasciicircum{}",
};

/** Braces too are written as commands: BibTeX counts them even behind a backslash. */
function escapeTex(text: string): string {
	return text.replace(/[\\{}$&#%_~^]/g, (char) => TEX[char] ?? `\\${char}`);
}

/** Citation Style Language, data of version 1.0.2. */
function cslOf({ id, text, source }: Quote, link: string, accessed: string): string {
	const { title, author, publisher, published, language, page, url } = source;
	const item = {
		id,
		type: webAddress(url) === null ? "document" : "webpage",
		title,
		...(author && { author: [{ literal: author }] }),
		...(publisher && { publisher }),
		...(published && { issued: { raw: published } }),
		...(language && { language }),
		...(page && { page: String(page) }),
		URL: webAddress(url) ?? link,
		accessed: { "date-parts": [accessed.split("-").map(Number)] },
		custom: { quote: text },
	};
	return JSON.stringify([item], null, 2);
}

const AROUND = 64;

/** W3C Web Annotation Data Model: the quote by its words and those around it, as the source has them. */
function annotationOf({ text, original, context, source }: Quote, link: string): string {
	const web = webAddress(source.url);
	const annotation = {
		"@context": "http://www.w3.org/ns/anno.jsonld",
		id: link,
		type: "Annotation",
		motivation: "highlighting",
		target: {
			source: web ?? link.replace(/[?#].*$/, ""),
			selector: {
				type: "TextQuoteSelector",
				exact: web === null ? text : (original ?? text),
				prefix: context.before.slice(-AROUND).replace(/^[\uDC00-\uDFFF]/, ""),
				suffix: context.after.slice(0, AROUND).replace(/[\uD800-\uDBFF]$/, ""),
			},
			...(web && { state: { type: "TimeState", cached: link } }),
		},
	};
	return JSON.stringify(annotation, null, 2);
}
