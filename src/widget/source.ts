import type { Document } from "../domain/document.ts";
import type { Span } from "../domain/span.ts";
import { byId, element } from "./element.ts";
import { spanOfFragment } from "./source-link.ts";

const id = location.pathname.split("/").at(-1) ?? "";

function renderText(document: Document, quoted: Span | null): void {
	const edges = [0, document.text.length, ...(quoted === null ? [] : [quoted.start, quoted.end])];
	for (const { span } of document.leftOut) edges.push(span.start, span.end);
	const cuts = [...new Set(edges)].sort((a, b) => a - b);
	const parts = cuts.slice(1).map((end, at) => {
		const start = cuts[at] as number;
		const text = document.text.slice(start, end);
		const inside = (span: Span) => span.start <= start && end <= span.end;
		if (quoted !== null && inside(quoted)) return element("mark", "", text);
		if (document.leftOut.some(({ span }) => inside(span))) return leftOut(text);
		return text;
	});
	byId("text").replaceChildren(...parts);
	byId("text").querySelector("mark")?.scrollIntoView({ block: "center" });
}

function leftOut(text: string): HTMLElement {
	const part = element("span", "left-out", text);
	part.title = "left out of answers";
	return part;
}

function showQuoted(source: Document): void {
	const quoted = spanOfFragment(location.hash, source.text.length);
	const notice = byId("notice");
	notice.hidden = location.hash === "" || quoted !== null;
	notice.textContent = "The place that this link names is not in the document: it may have changed since.";
	renderText(source, quoted);
}

async function show(): Promise<void> {
	const response = await fetch(`/v1/documents/${id}`);
	const body: unknown = await response.json();
	if (!response.ok) {
		byId("title").textContent = (body as { detail: string }).detail;
		return;
	}
	const source = body as Document;
	document.title = `${source.title} – Quoth`;
	byId("title").textContent = source.title;
	byId("metadata").textContent = [source.author, source.publisher, source.published, source.uri].filter(Boolean).join(" · ");
	byId("text").dir = "auto";
	if (source.language !== null) byId("text").lang = source.language;
	showQuoted(source);
	addEventListener("hashchange", () => showQuoted(source));
}

show().catch(() => {
	byId("title").textContent = "The document cannot be loaded. Is the server still running?";
});
