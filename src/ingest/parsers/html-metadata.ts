import type { Metadata } from "../../domain/document.ts";

/** What a page says of itself, read from its tree. */
export type PageHead = {
	/** Meta tags by name or property, lower case; the first of each. */
	readonly meta: ReadonlyMap<string, string>;
	/** The contents of the JSON-LD scripts. */
	readonly linkedData: readonly string[];
	readonly canonical: string | undefined;
	readonly language: string | undefined;
	readonly title: string | undefined;
	readonly firstHeading: string | undefined;
};

/** Metadata by the conventions of the web: OpenGraph, citation and Dublin Core tags, schema.org. */
export function metadataOfPage({ meta, linkedData, canonical, language, title, firstHeading }: PageHead): Partial<Metadata> {
	const first = (...keys: string[]) => keys.map((key) => meta.get(key)).find((value) => value !== undefined);
	const work = linkedData.flatMap(worksIn)[0] ?? {};
	const found: Record<keyof Metadata, string | undefined> = {
		title: first("og:title", "citation_title", "dc.title") ?? textOf(work.headline) ?? title ?? firstHeading,
		author: [first("author", "citation_author", "dc.creator"), textOf(work.author), first("article:author")].find(isNoAddress),
		publisher: first("og:site_name", "publisher", "citation_publisher", "dc.publisher") ?? textOf(work.publisher),
		published:
			first("article:published_time", "citation_publication_date", "citation_date") ??
			textOf(work.datePublished) ??
			first("date", "dc.date", "datepublished"),
		modified: first("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified") ?? textOf(work.dateModified),
		language: language ?? textOf(work.inLanguage),
		url: [canonical, first("og:url"), textOf(work.url), textOf(work.mainEntityOfPage)].find(isAddress),
	};
	return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== ""));
}

function isAddress(value: string | undefined): boolean {
	return value !== undefined && /^https?:\/\//i.test(value);
}

function isNoAddress(value: string | undefined): boolean {
	return value !== undefined && !isAddress(value);
}

type Linked = Readonly<Record<string, unknown>>;

const WORK = /Article|BlogPosting|Report|WebPage|Book|CreativeWork|TechArticle|HowTo|FAQPage/;

/** The works that a JSON-LD script describes, articles first. What is no JSON describes none. */
function worksIn(script: string): Linked[] {
	let value: unknown;
	try {
		value = JSON.parse(script);
	} catch {
		return [];
	}
	const nodes = [value].flat().flatMap((node) => (isLinked(node) ? [node, ...[node["@graph"]].flat().filter(isLinked)] : []));
	const typeOf = (node: Linked) => [node["@type"]].flat().join(" ");
	return nodes
		.filter((node) => WORK.test(typeOf(node)))
		.sort((a, b) => Number(/WebPage/.test(typeOf(a))) - Number(/WebPage/.test(typeOf(b))));
}

function isLinked(value: unknown): value is Linked {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of schema.org as text: itself, or the name of what it describes; several are joined by commas. */
function textOf(value: unknown): string | undefined {
	if (typeof value === "string") return value.trim() || undefined;
	if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(", ") || undefined;
	return isLinked(value) ? textOf(value.name ?? value["@id"]) : undefined;
}
