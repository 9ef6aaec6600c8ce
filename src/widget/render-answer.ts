import { html, nothing, type TemplateResult } from "lit";
import type { Answer } from "../domain/answer.ts";
import type { Quote } from "../domain/quote.ts";
import { CITATION_FORMATS, type CitationFormat, placeOf, sourceLine } from "../render/citation.ts";
import { originalLink } from "../render/text-fragment.ts";
import type { Problem } from "./client.ts";
import type { Turn } from "./conversation.ts";
import type { Speaker } from "./messages.ts";

/** What a person can do with an answer. */
export type Actions = {
	linkTo(quote: Quote, answer: Answer): string;
	openCitation(event: Event, quote: Quote, number: number | null): void;
	copy(quote: Quote, format: CitationFormat): void;
	/** Whether sources are pages of the same site: they may then know the key of this tab. */
	readonly isOwnSite: boolean;
	rate(turn: Turn, rating: "up" | "down"): void;
	ask(question: string): void;
	retry(turn: Turn): void;
	/** The id of the quote that has just been copied. */
	readonly copied: string | null;
	readonly isBusy: boolean;
};

type Shown = { readonly speaker: Speaker; readonly actions: Actions };

export function renderTurn(turn: Turn, shown: Shown): TemplateResult {
	const { say } = shown.speaker;
	const { question, answer, problem } = turn;
	const result =
		answer !== undefined
			? renderAnswer(turn, answer, shown)
			: problem !== undefined
				? renderProblem(turn, problem, shown)
				: renderWaiting(shown);
	return html`<article class="turn" aria-busy=${answer === undefined && problem === undefined ? "true" : nothing}>
		<h3 class="asked" part="question" dir="auto"><span class="hidden">${say("asked")}: </span>${question}</h3>
		${result}
	</article>`;
}

function renderWaiting({ speaker }: Shown): TemplateResult {
	return html`<p class="waiting">${speaker.say("searching")}</p>`;
}

function renderAnswer(turn: Turn, answer: Answer, shown: Shown): TemplateResult {
	const { say, lang } = shown.speaker;
	const { documents, passages } = answer.searched;
	const understood =
		answer.understoodAs === null
			? nothing
			: html`<p class="understood" dir="auto">${say("understood", { question: answer.understoodAs })}</p>`;
	if (answer.reason?.code === "small-talk") {
		return html`<div class="answer" part="answer"><p>${reasonOf(answer, shown)}</p>${renderSuggestions(answer.suggestions, shown)}</div>`;
	}
	const searched = html`<p class="searched">${say("searched", { documents, passages })}${
		answer.status === "answered"
			? html` · ${say("confidence", { percent: new Intl.NumberFormat(lang, { style: "percent" }).format(answer.confidence) })}`
			: nothing
	}</p>`;
	const found =
		answer.status === "answered"
			? answer.quotes.map((quote, at) => renderQuote(quote, at + 1, answer, shown))
			: renderNotFound(answer, shown);
	return html`<div class="answer" part="answer">
		${understood}${found}
		<div class="below">${searched}${renderFeedback(turn, shown)}</div>
		${renderSuggestions(turn.suggestions ?? [], shown)}
	</div>`;
}

function renderNotFound(answer: Answer, shown: Shown): TemplateResult {
	const { say } = shown.speaker;
	const nearest = html`<section class="nearest" part="nearest" aria-label=${say("nearest")}>
		<h5>${say("nearest")}</h5>
		${answer.nearest.map((quote) => renderQuote(quote, null, answer, shown))}
	</section>`;
	return html`<div class="not-found" part="not-found">
		<h4>${say("notFound")}</h4>
		<p dir="auto">${reasonOf(answer, shown)}</p>
		${answer.nearest.length > 0 ? nearest : nothing}
	</div>`;
}

function reasonOf({ reason, searched }: Answer, { speaker }: Shown): string {
	return (reason !== null && speaker.say(reason.code, searched)) || (reason?.message ?? "");
}

/** @param number of the citation; null for a passage that is not an answer */
function renderQuote(quote: Quote, number: number | null, answer: Answer, { speaker, actions }: Shown): TemplateResult {
	const { say } = speaker;
	const { source } = quote;
	const place = placeOf(source, (kind) => say(kind as "page"));
	const original = originalLink(source.url, quote.text);
	const rel = actions.isOwnSite ? "opener" : "noopener";
	const named = (key: "showInSource" | "copy") => `${say(key)} ${number ?? ""}`.trim();
	const open = (event: Event) => actions.openCitation(event, quote, number);
	const citation =
		number === null
			? nothing
			: html`<a class="citation" part="citation" href=${actions.linkTo(quote, answer)} target="_blank" rel=${rel}
				aria-label=${say("citation", { number, title: source.title })} @click=${open}>[${number}]</a>`;
	return html`<figure class="quote" part="quote">
		<div class="words">${citation}<blockquote part="quote-text" dir="auto" lang=${source.language ?? nothing}>${emphasise(quote)}</blockquote></div>
		${quote.original === null ? nothing : html`<p class="original" dir="auto">${say("reconstructed", { original: quote.original })}</p>`}
		<figcaption part="source">
			<span class="from" dir="auto">${sourceLine(source, place)}</span>
			<span class="actions">
				<a href=${actions.linkTo(quote, answer)} target="_blank" rel=${rel} aria-label=${named("showInSource")} @click=${open}>${say("showInSource")}</a>
				${original === null ? nothing : html`<a href=${original} target="_blank" rel="noopener noreferrer">${say("original")}</a>`}
				<details class="menu">
					<summary aria-label=${named("copy")}>${actions.copied === quote.id ? say("copied") : say("copy")}</summary>
					<div class="choices">${CITATION_FORMATS.map(
						(format) =>
							html`<button type="button" @click=${(event: Event) => {
								close(event);
								actions.copy(quote, format);
							}}>${format === "text" ? say("text") : FORMAT_NAMES[format]}</button>`,
					)}</div>
				</details>
			</span>
		</figcaption>
	</figure>`;
}

const FORMAT_NAMES = { markdown: "Markdown", bibtex: "BibTeX", "csl-json": "CSL-JSON", "web-annotation": "Web Annotation" } as const;

/** Closes the menu in which a choice was made, and leaves the focus on what opened it. */
export function close(event: Event): void {
	const menu = (event.currentTarget as Element).closest("details");
	if (menu === null) return;
	menu.open = false;
	menu.querySelector("summary")?.focus();
}

/** The words of the quote, all of them and nothing else, with those that the question asks with emphasised. */
function emphasise({ text, matches }: Quote): unknown[] {
	const parts: unknown[] = [];
	let at = 0;
	for (const { start, end } of matches) {
		if (start < at || end > text.length) continue;
		parts.push(text.slice(at, start), html`<b part="match">${text.slice(start, end)}</b>`);
		at = end;
	}
	return [...parts, text.slice(at)];
}

const THUMB =
	"M7 22V10l5-8c1.5 0 2.500 1 2.500 2.500L13.500 9H20c1.300 0 2.200 1.200 1.900 2.400l-2 8c-.2 1-1 1.600-2 1.600H7zM2 10h3v12H2z";

function renderFeedback(turn: Turn, { speaker, actions }: Shown): TemplateResult {
	const { say } = speaker;
	const thumb = (rating: "up" | "down") =>
		html`<button type="button" class="thumb ${rating}" aria-pressed=${turn.rating === rating ? "true" : "false"}
			aria-label=${say(rating === "up" ? "helpful" : "unhelpful")} title=${say(rating === "up" ? "helpful" : "unhelpful")}
			@click=${() => actions.rate(turn, rating)}>${html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${THUMB}></path></svg>`}</button>`;
	return html`<span class="feedback">${thumb("up")}${thumb("down")}${turn.rating === undefined ? nothing : html`<span>${say("thanks")}</span>`}</span>`;
}

export function renderSuggestions(suggestions: readonly string[], { speaker, actions }: Shown): TemplateResult | typeof nothing {
	if (suggestions.length === 0) return nothing;
	return html`<div class="suggestions"><h4>${speaker.say("canAsk")}</h4><ul>${suggestions.map(
		(question) =>
			html`<li><button type="button" part="suggestion" dir="auto" ?disabled=${actions.isBusy} @click=${() => actions.ask(question)}>${question}</button></li>`,
	)}</ul></div>`;
}

/** What came of a question, for those who hear it. */
export function summarise({ status, quotes, reason }: Answer, { say }: Speaker): string {
	if (status === "answered") return `${say("found", { count: quotes.length })} ${quotes[0]?.text ?? ""}`;
	return reason?.code === "small-talk" ? reason.message : say("notFound");
}

const SAID_HERE = ["unreachable", "slow", "stopped"] as const;

export function explain({ code, detail }: Problem, { say }: Speaker): string {
	const own = SAID_HERE.find((each) => each === code);
	return own === undefined ? (detail ?? code) : say(own);
}

function renderProblem(turn: Turn, problem: Problem, { speaker, actions }: Shown): TemplateResult {
	const { say } = speaker;
	const wait = problem.retryAfter === null ? nothing : html`<p>${say("wait", { seconds: problem.retryAfter })}</p>`;
	return html`<div class="failed" part="error">
		<h4>${say("failed")}</h4>
		<p dir="auto">${explain(problem, speaker)}</p>
		${problem.advice === null || problem.retryAfter !== null ? wait : html`<p dir="auto">${problem.advice}</p>`}
		<button type="button" class="retry" ?disabled=${actions.isBusy} @click=${() => actions.retry(turn)}>${say("retry")}</button>
	</div>`;
}
