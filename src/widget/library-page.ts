import { html, nothing, render, type TemplateResult } from "lit";
import type { DocumentSummary } from "../domain/document.ts";
import type { LedgerEntry } from "../domain/ledger.ts";
import { byId } from "./by-id.ts";
import { type Client, ClientError } from "./client.ts";
import { connect } from "./page-key.ts";

const PAGE = 50;
/** Milliseconds after a key until the list is asked for. */
const TYPING = 150;
let typing = 0;
const main = byId("main");

type List = { documents: DocumentSummary[]; total: number; formats: string[]; languages: string[] };
type Ledger = { finishedAt: string | null; total: number; outcomes: Record<string, number>; entries: LedgerEntry[] };

/** What the address of the page asks for: it can be kept and sent. */
function asked() {
	const query = new URLSearchParams(location.search);
	const get = (name: string) => query.get(name) ?? "";
	const number = (name: string) => Math.max(0, Number.parseInt(get(name), 10) || 0);
	return {
		q: get("q"),
		format: get("format"),
		language: get("language"),
		from: number("from"),
		outcome: get("outcome"),
		entry: number("entry"),
	};
}

type Asked = ReturnType<typeof asked>;

function addressOf(changes: Partial<Asked>): string {
	const all = Object.entries({ ...asked(), ...changes }).flatMap(([name, value]) =>
		value === "" || value === 0 ? [] : [[name, String(value)]],
	);
	const query = new URLSearchParams(all as [string, string][]);
	return all.length === 0 ? "/library" : `/library?${query}`;
}

function renderPage(list: List, ledger: Ledger | null, draw: () => Promise<void>): TemplateResult {
	return html`<h1>The documents</h1>${renderFilters(list, draw)}${renderList(list)}${ledger === null ? nothing : renderLedger(ledger)}`;
}

function renderFilters({ formats, languages }: List, draw: () => Promise<void>): TemplateResult {
	const { q, format, language } = asked();
	const go = (changes: Partial<Asked>) => {
		history.replaceState(null, "", addressOf({ from: 0, ...changes }));
		clearTimeout(typing);
		typing = window.setTimeout(() => void draw(), TYPING);
	};
	const choice = (name: "format" | "language", label: string, values: string[], chosen: string) => html`<label>${label}
		<select @change=${(event: Event) => go({ [name]: (event.target as HTMLSelectElement).value })}>
			<option value="" ?selected=${chosen === ""}>all</option>
			${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${value}</option>`)}
		</select></label>`;
	return html`<form class="filters" role="search" @submit=${(event: Event) => event.preventDefault()}>
		<label>Search <input type="search" name="q" .value=${q} placeholder="title, author, publisher or file" @input=${(event: Event) => go({ q: (event.target as HTMLInputElement).value })}></label>
		${choice("format", "Format", formats, format)}${choice("language", "Language", languages, language)}
	</form>`;
}

function renderList({ documents, total }: List): TemplateResult {
	const { from } = asked();
	return html`<p role="status" class="soft">${total.toLocaleString("en")} ${total === 1 ? "document" : "documents"}</p>
		<ul class="library">${documents.map(
			(each) => html`<li>
				<a href=${`/documents/${encodeURIComponent(each.id)}`} dir="auto" lang=${each.language ?? nothing}>${each.title}</a>
				<span class="soft" dir="auto">${[each.author, each.publisher, each.published].filter(Boolean).join(" · ")}</span>
				<span class="soft"><bdi>${each.uri}</bdi> · ${each.format} · ${each.passages.toLocaleString("en")} ${each.passages === 1 ? "passage" : "passages"}</span>
			</li>`,
		)}</ul>
		${renderPaging(from, total, (to) => addressOf({ from: to }), "Pages of documents")}`;
}

function renderPaging(from: number, total: number, to: (from: number) => string, label: string) {
	if (total <= PAGE && from === 0) return nothing;
	if (from >= total) return html`<p><a href=${to(0)}>To the first page</a></p>`;
	return html`<nav class="steps" aria-label=${label}>
		${from > 0 ? html`<a rel="prev" href=${to(Math.max(0, from - PAGE))}>‹ previous</a>` : html`<span class="soft">‹ previous</span>`}
		<span>${(from + 1).toLocaleString("en")}–${Math.min(total, from + PAGE).toLocaleString("en")} of ${total.toLocaleString("en")}</span>
		${from + PAGE < total ? html`<a rel="next" href=${to(from + PAGE)}>next ›</a>` : html`<span class="soft">next ›</span>`}
	</nav>`;
}

function renderLedger({ finishedAt, total, outcomes, entries }: Ledger): TemplateResult {
	const { outcome, entry } = asked();
	const when = finishedAt === null ? "" : new Date(finishedAt).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
	const filter = (value: string, name: string) =>
		html`<a href=${`${addressOf({ outcome: value, entry: 0 })}#ledger`} aria-current=${outcome === value ? "true" : nothing}>${name}</a>`;
	return html`<section id="ledger"><h2>What the last ingestion did</h2>
		<p class="soft">${when}</p>
		<p class="outcomes">${filter("", "all")}${Object.entries(outcomes)
			.filter(([, count]) => count > 0)
			.map(([name, count]) => filter(name, `${name} ${count.toLocaleString("en")}`))}</p>
		<div class="scroll" tabindex="0" role="region" aria-label="Ledger"><table><thead><tr><th>File</th><th>Outcome</th><th>Passages</th><th>Left out</th><th>Remarks</th></tr></thead>
		<tbody>${entries.map(
			(each) =>
				html`<tr class=${each.outcome}><td><bdi>${each.uri}</bdi></td><td>${each.outcome}</td><td>${each.passages}</td><td>${
					each.passages > 0 ? `${Math.round(100 * each.leftOutShare)} %` : ""
				}</td><td dir="auto">${remarks(each).map((remark) => html`<div>${remark}</div>`)}</td></tr>`,
		)}</tbody></table></div>
		${renderPaging(entry, total, (to) => `${addressOf({ entry: to })}#ledger`, "Pages of the ledger")}
	</section>`;
}

function remarks({ reason, pagesWithoutText, warnings }: LedgerEntry): string[] {
	const pages =
		pagesWithoutText.length > 0 ? [`no text on ${pagesWithoutText.length === 1 ? "page" : "pages"} ${pagesWithoutText.join(", ")}`] : [];
	return [...(reason === null ? [] : [reason]), ...pages, ...warnings];
}

let isLoading = true;

/** Takes the place of what the page says while it loads, then of what it showed before. */
function fill(content: TemplateResult): void {
	if (isLoading) main.replaceChildren();
	isLoading = false;
	render(content, main);
}

/** Instead of a list that is no longer true. */
function renderFailure(error: unknown): void {
	const detail = error instanceof ClientError ? error.problem.detail : null;
	fill(html`<h1>${detail ?? "The server cannot be reached."}</h1><p><a href=${addressOf({})}>Try again</a></p>`);
}

async function show(client: Client): Promise<void> {
	let newest = 0;
	const draw = async () => {
		const mine = ++newest;
		await fetchAndRender(() => mine === newest).catch(renderFailure);
	};
	let ledgerOf = "";
	let ledger: Ledger | null = null;
	const fetchAndRender = async (isNewest: () => boolean) => {
		const { q, format, language, from, outcome, entry } = asked();
		const query = new URLSearchParams(
			Object.entries({ q, format, language, offset: String(from), limit: String(PAGE) }).filter(([, value]) => value !== ""),
		);
		const ledgerQuery = new URLSearchParams({ offset: String(entry), limit: String(PAGE), ...(outcome && { outcome }) });
		const list = (await client.get(`/v1/documents?${query}`)) as List;
		if (ledgerOf !== String(ledgerQuery)) ledger = (await client.get(`/v1/ledger?${ledgerQuery}`).catch(() => null)) as Ledger | null; // a key may not allow it
		ledgerOf = String(ledgerQuery);
		if (isNewest()) fill(renderPage(list, ledger, draw));
	};
	addEventListener("popstate", () => void draw());
	await draw();
}

const connected = await connect(main);
if (connected !== null) {
	await show(connected.client);
}
