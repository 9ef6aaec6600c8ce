import { html, nothing, render, type TemplateResult } from "lit";
import type { Document, LeftOut } from "../domain/document.ts";
import type { FileState } from "../domain/ledger.ts";
import type { Span } from "../domain/span.ts";
import { isPublishable, linkTo, type QuotePlace, quotesOfQuery, spanOfFragment } from "../render/source-link.ts";
import { originalLink, webAddress } from "../render/text-fragment.ts";
import { byId } from "./by-id.ts";
import { type Client, ClientError } from "./client.ts";
import { connect } from "./page-key.ts";

const main = byId("main");
const id = decoded(location.pathname.split("/").at(-1) ?? "");

/** An address may be written by hand. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** What is known of the file on the disk. */
type File = { readonly state: FileState; readonly builtAt: string };

/** What the link asks to be shown. */
type Asked = {
	/** The place to highlight; null where the link names none, or one that cannot be trusted. */
	readonly quoted: Span | null;
	/** Of the quotes of one answer: this one's number, from 0. */
	readonly at: number;
	readonly all: readonly QuotePlace[];
	readonly warning: string | null;
	/** Whether the link says which version it was made from, and it is this one. */
	readonly isChecked: boolean;
};

function readLink({ id, text, version }: Document): Asked {
	const all = quotesOfQuery(location.search);
	const named = spanOfFragment(location.hash, text.length);
	const at = all.findIndex(
		({ documentId, span }) => documentId === id && named !== null && span.start === named.start && span.end === named.end,
	);
	const made = all[at]?.version ?? all.find(({ documentId }) => documentId === id)?.version;
	if (made !== undefined && made !== version) {
		const warning = `The document has changed since this link was made (version ${made}; here is ${version}): the place that it names may hold other words, so nothing is highlighted.`;
		return { quoted: null, at, all, warning, isChecked: false };
	}
	if (location.hash !== "" && named === null) {
		return {
			quoted: null,
			at,
			all,
			warning: "The place that this link names is not in the document: it may have changed since.",
			isChecked: false,
		};
	}
	return { quoted: named, at, all, warning: null, isChecked: at !== -1 };
}

function renderPage(source: Document, file: File | null, key: string | null): TemplateResult {
	const asked = readLink(source);
	const { quoted, warning, isChecked } = asked;
	const original = quoted === null ? webAddress(source.url) : originalLink(source.url, source.text.slice(quoted.start, quoted.end));
	return html`
		<h1 dir="auto">${source.title}</h1>
		${renderMetadata(source, original)}
		<p class="badges">
			<span class="badge ${warning !== null ? "bad" : isChecked ? "good" : ""}" id="badge">${
				warning !== null ? "not checked: " : isChecked ? "checked against " : ""
			}version ${source.version}</span>
			${renderFile(file)}
		</p>
		${warning === null ? nothing : html`<p class="notice" id="notice" role="alert">${warning}</p>`}
		${renderSteps(asked, key)}
		<article id="text" class="text" dir="auto" lang=${source.language ?? nothing} aria-label="Text of the document">${renderText(source, quoted, asked.all)}</article>
		${renderLeftOutside(source)}`;
}

function renderMetadata(
	{ author, publisher, published, modified, language, format, uri, length, passages }: Document,
	original: string | null,
) {
	const rows: [string, unknown][] = [
		["Author", author],
		["Publisher", publisher],
		["Published", published],
		["Changed", modified],
		["Original", original === null ? null : html`<a href=${original} rel="noopener noreferrer">${original.replace(/#.*$/, "")}</a>`],
		["File", uri],
		["Format", format],
		["Language", language],
		["Length", `${length.toLocaleString("en")} characters, ${passages.toLocaleString("en")} passages`],
	];
	return html`<dl class="metadata">${rows
		.filter(([, value]) => value !== null)
		.map(([name, value]) => html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

function renderFile(file: File | null) {
	if (file === null || file.state === "unknown") return nothing;
	const read = new Date(file.builtAt).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
	if (file.state === "unchanged") return html`<span class="badge good">the file is still the one that was read</span>`;
	return html`<span class="badge bad" id="file-changed" role="alert">${
		file.state === "missing" ? "The file is no longer there" : "The file has changed since it was read"
	}: this is its text as of ${read}.</span>`;
}

/** The way from one quote of the answer to the next, through other documents too. */
function renderSteps({ at, all }: Asked, key: string | null) {
	if (at === -1 || all.length < 2) return nothing;
	const step = (to: QuotePlace | undefined, rel: string, name: string) =>
		to === undefined
			? html`<span class="soft">${name}</span>`
			: html`<a rel=${rel} href=${linkTo(to, all, "", isPublishable(key) ? key : null)}>${name}</a>`;
	return html`<nav class="steps" aria-label="Quotes of the same answer">
		${step(all[at - 1], "prev", "‹ previous quote")}<span>Quote ${at + 1} of ${all.length}</span>${step(all[at + 1], "next", "next quote ›")}
	</nav>`;
}

/** The text, whole and in order, cut where a quote, a page or a left-out part begins or ends. */
function renderText({ id, text, version, leftOut, pages }: Document, quoted: Span | null, all: readonly QuotePlace[]): unknown[] {
	const others = all.filter((each) => each.documentId === id && each.version === version).map(({ span }) => span);
	const inText = leftOut.filter(({ span }) => span.end > span.start);
	const starts = new Map(pages.map(({ page, start }) => [start, page]));
	const cuts = new Set([0, text.length, ...starts.keys()]);
	for (const span of [...others, ...inText.map((each) => each.span), ...(quoted === null ? [] : [quoted])])
		cuts.add(span.start).add(span.end);
	const sorted = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
	let isFirst = true;
	return sorted.slice(0, -1).map((start, number) => {
		const end = sorted[number + 1] as number;
		const part = text.slice(start, end);
		const within = (span: Span) => span.start <= start && end <= span.end;
		const page = starts.get(start);
		const mark = page === undefined ? nothing : html`<span class="page" role="note" data-page=${page}></span>`;
		if (quoted !== null && within(quoted)) {
			const shown = html`${mark}<mark id=${isFirst ? "quote" : nothing} tabindex="-1">${part}</mark>`;
			isFirst = false;
			return shown;
		}
		if (others.some(within)) return html`${mark}<mark class="other">${part}</mark>`;
		const out = inText.find(({ span }) => within(span));
		return out === undefined ? html`${mark}${part}` : html`${mark}${renderLeftOut(out, part)}`;
	});
}

function renderLeftOut({ reason }: LeftOut, part: string) {
	return html`<details class="left-out"><summary>left out of answers: ${reason.replaceAll("-", " ")}</summary><span>${part}</span></details>`;
}

/** Parts of the file that never came into the text. */
function renderLeftOutside({ leftOut }: Document) {
	const parts = leftOut.filter(({ text }) => text !== undefined);
	if (parts.length === 0) return nothing;
	return html`<details class="outside"><summary>Left out of this text: ${parts.length} ${parts.length === 1 ? "part" : "parts"} of the file</summary>
		<ul>${parts.map(
			({ reason, text, length }) =>
				html`<li><b>${reason.replaceAll("-", " ")}</b>: <span dir="auto">${text}${(length ?? 0) > (text?.length ?? 0) ? " …" : ""}</span></li>`,
		)}</ul></details>`;
}

async function show(client: Client, key: string | null): Promise<void> {
	const path = `/v1/documents/${encodeURIComponent(id)}`;
	const source = (await client.get(path)) as Document;
	const file = (await client.get(`${path}/file`).catch(() => null)) as File | null;
	document.title = `${source.title} – Quoth`;
	main.replaceChildren();
	const draw = () => {
		render(renderPage(source, file, key), main);
		const quote = document.getElementById("quote");
		quote?.scrollIntoView({ block: "center" });
		quote?.focus({ preventScroll: true });
	};
	draw();
	addEventListener("hashchange", draw);
}

const connected = await connect(main);
if (connected !== null) {
	await show(connected.client, connected.key).catch((error: unknown) => {
		const detail = error instanceof ClientError ? error.problem.detail : null;
		main.replaceChildren();
		render(
			html`<h1>${detail ?? "The document cannot be loaded. Is the server still running?"}</h1><p><a href="/library">All documents</a></p>`,
			main,
		);
	});
}
