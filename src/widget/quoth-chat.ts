import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Answer } from "../domain/answer.ts";
import type { Quote } from "../domain/quote.ts";
import { type CitationFormat, citeQuote } from "../render/citation.ts";
import { sourceLink } from "../render/source-link.ts";
import { type Client, ClientError, createClient } from "./client.ts";
import { createStorage, exportConversation, historyOf, type Turn } from "./conversation.ts";
import { copyText, saveFile } from "./copy-text.ts";
import { type OwnMessages, type Speaker, speakerFor } from "./messages.ts";
import { PROPERTIES } from "./properties.ts";
import { type Actions, close, explain, renderSuggestions, renderTurn, summarise } from "./render-answer.ts";
import { styles } from "./styles.ts";

/** Longest question, as the server takes it. */
const LONGEST_QUESTION = 2_000;
const SUGGESTIONS = 3;
const SHOW_COPIED = 2_000; // milliseconds
/** Where the panel fills the screen, as the styles have it. */
const FULL_SCREEN = "(max-width: 30rem)";

const MARK = "M3 19c4-1 6-4 6-9V5H2v8h4c0 2-1 3-3 4zm12 0c4-1 6-4 6-9V5h-7v8h4c0 2-1 3-3 4z";

/**
 * `<quoth-chat>`: a chat that answers with quotes only. Its attributes, properties, events, slots, parts and custom properties are listed in
 * docs/widget.md and custom-elements.json.
 */
export class QuothChat extends LitElement {
	static override styles = styles;
	static override properties = PROPERTIES;

	/** Address of the server; that of the page when left out. */
	declare src: string;
	/** A publishable key, `pk_…`, where the server asks for one. */
	declare key: string | null;
	declare mode: "inline" | "floating" | "modal";
	/** Whether the panel is shown; an inline one always is. */
	declare open: boolean;
	declare heading: string | null;
	declare placeholder: string | null;
	/** Ids or uris of documents: only they are asked. */
	declare documents: readonly string[] | null;
	declare maxQuotes: number | null;
	declare theme: "auto" | "light" | "dark";
	declare position: "end" | "start";
	/** Whether the conversation survives a reload. */
	declare persist: "session" | "none";
	/** Messages of the page's own. */
	declare messages: OwnMessages;

	declare private turns: readonly Turn[];
	declare private starters: readonly string[];
	declare private said: string;
	declare private copied: string | null;
	#speaker: Speaker = speakerFor("en");
	#client: Client = createClient("", null);
	#storage = createStorage("");
	#running: AbortController | null = null;
	#lastId = 0;

	constructor() {
		super();
		this.src = "";
		this.key = null;
		this.mode = "inline";
		this.open = false;
		this.heading = null;
		this.placeholder = null;
		this.documents = null;
		this.maxQuotes = null;
		this.theme = "auto";
		this.position = "end";
		this.persist = "session";
		this.messages = {};
		this.turns = [];
		this.starters = [];
		this.said = "";
		this.copied = null;
	}

	/** The questions asked so far, with what came of each. */
	get conversation(): readonly Turn[] {
		return this.turns;
	}

	/** Asks a question as if it were typed. @returns the answer; null where there is none */
	async ask(question: string): Promise<Answer | null> {
		const text = question.trim().slice(0, LONGEST_QUESTION);
		if (text === "" || this.#running !== null || !this.#tell("question", { question: text }, true)) return null;
		this.#lastId = Math.max(this.#lastId, this.turns.at(-1)?.id ?? 0) + 1; // never used again, also after `clear`
		const turn: Turn = { id: this.#lastId, question: text };
		return this.#answer(turn, [...this.turns, turn]);
	}

	/** Forgets the conversation. */
	clear(): void {
		this.#running?.abort();
		this.#running = null;
		this.turns = [];
		this.#storage.save([]);
		this.said = "";
		this.#field?.focus();
	}

	/** The event comes late: the dialog may be open again by then. */
	#hideIfClosed = (event: Event) => (event.target as HTMLDialogElement).open || this.hide();

	show(): void {
		this.open = true;
	}

	hide(): void {
		this.open = false;
	}

	toggle(): void {
		this.open = !this.open;
	}

	/** The conversation as a text: Markdown with the citations, or JSON with all that is known. */
	exportConversation(format: "markdown" | "json"): string {
		return exportConversation(this.turns, format, (quote) => new URL(sourceLink(quote, [quote], this.#base), location.href).href);
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (changed.has("messages") || changed.has("lang")) this.#speaker = speakerFor(this.#language(), this.messages);
		if (["src", "key", "persist", "documents"].some((name) => changed.has(name))) this.#connect();
		if (changed.has("mode") && this.hasUpdated) this.open = false; // a dialog cannot become modal while it is open
		if (changed.has("open") && this.open) this.#loadStarters();
	}

	/** A dialog that is taken out of the page is no longer what it was: it is opened anew. */
	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.hide();
	}

	protected override firstUpdated(): void {
		if (this.mode === "inline") this.#loadStarters();
		this.#tell("ready", {});
	}

	protected override updated(changed: PropertyValues): void {
		if (changed.has("open") || changed.has("mode")) this.#showOrHide(changed.has("open"));
		const before = changed.get("turns") as readonly Turn[] | undefined;
		const last = this.turns.at(-1);
		const was = before?.at(-1);
		if (before !== undefined && (last?.id !== was?.id || last?.answer !== was?.answer || last?.problem !== was?.problem))
			this.#scrollToLast();
	}

	protected override render(): TemplateResult {
		if (this.mode === "inline")
			return html`<section class="panel" part="panel" aria-label=${this.#name} dir=${this.#speaker.dir} lang=${this.#speaker.lang}>${this.#renderInside()}</section>`;
		const { say, dir, lang } = this.#speaker;
		return html`<div dir=${dir} lang=${lang}>
			<button type="button" class="launcher" part="launcher" aria-expanded=${this.open ? "true" : "false"} aria-haspopup="dialog"
				aria-label=${say(this.open ? "close" : "open")} @click=${this.toggle}><slot name="launcher-icon">${html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${MARK}></path></svg>`}</slot></button>
			<dialog class="panel ${this.mode}" part="panel" aria-label=${this.#name} @close=${this.#hideIfClosed} @cancel=${this.hide} @keydown=${this.#onKey}>${this.#renderInside()}</dialog>
		</div>`;
	}

	#renderInside(): TemplateResult {
		const speaker = this.#speaker;
		const { say } = speaker;
		const isBusy = this.#running !== null;
		const shown = { speaker, actions: this.#actions() };
		const welcome = html`<div class="welcome"><slot name="welcome"><p>${say("welcome")}</p></slot>${renderSuggestions(this.starters, shown)}</div>`;
		return html`
			<header part="header"><slot name="header"><h2 part="heading">${this.#name}</h2></slot>
				<details class="menu" ?hidden=${this.turns.length === 0}>
					<summary class="icon" aria-label=${say("menu")} title=${say("menu")}>⋯</summary>
					<div class="choices">
						<button type="button" @click=${(event: Event) => this.#save(event, "markdown")}>${say("save", { format: "Markdown" })}</button>
						<button type="button" @click=${(event: Event) => this.#save(event, "json")}>${say("save", { format: "JSON" })}</button>
						<button type="button" @click=${this.#clearByHand}>${say("clear")}</button>
					</div>
				</details>
				${this.mode === "inline" ? nothing : html`<button type="button" class="icon" aria-label=${say("close")} title=${say("close")} @click=${this.hide}>×</button>`}
			</header>
			<div class="log" part="log" tabindex="0" role="region" aria-label=${say("log")}>${welcome}${this.turns.map((turn) => renderTurn(turn, shown))}</div>
			<p class="hidden" role="status">${this.said}</p>
			<form part="form" @submit=${this.#onSubmit}>
				<label class="hidden" for="question">${say("question")}</label>
				<input id="question" class="field" part="input" type="text" dir="auto" autocomplete="off" maxlength=${LONGEST_QUESTION} placeholder=${this.placeholder ?? say("placeholder")} enterkeyhint="send">
				${
					isBusy
						? html`<button type="button" class="send" part="send" @click=${() => this.#running?.abort()}>${say("stop")}</button>`
						: html`<button class="send" part="send">${say("ask")}</button>`
				}
			</form>
			<slot name="footer"></slot>`;
	}

	#actions(): Actions {
		return {
			linkTo: (quote, answer) => this.#linkTo(quote, answer),
			openCitation: (event, quote, number) => {
				if (!this.#tell("citation-click", { quote, number }, true)) event.preventDefault();
			},
			copy: (quote, format) => void this.#copy(quote, format),
			rate: (turn, rating) => void this.#rate(turn, rating),
			ask: (question) => void this.ask(question),
			retry: (turn) => void this.#answer({ id: turn.id, question: turn.question }, this.turns),
			copied: this.copied,
			isOwnSite: this.#base === "",
			isBusy: this.#running !== null,
		};
	}

	/** Puts a turn in its place among the others, and its answer into it. */
	async #answer(turn: Turn, turns: readonly Turn[]): Promise<Answer | null> {
		if (this.#running !== null) return null;
		const running = new AbortController();
		this.#running = running;
		this.turns = turns.map((each) => (each.id === turn.id ? turn : each));
		this.said = this.#speaker.say("searching");
		const history = historyOf(turns.filter(({ id }) => id < turn.id));
		try {
			const answer = await this.#client.ask(
				turn.question,
				{ history, documents: this.documents, maxQuotes: this.maxQuotes },
				running.signal,
			);
			if (this.#running !== running) return null; // the conversation was cleared
			this.#change(turn.id, { answer });
			this.said = summarise(answer, this.#speaker);
			this.#tell("answer", { answer });
			void this.#suggestMore(turn.id, answer);
			return answer;
		} catch (error) {
			if (this.#running !== running) return null;
			const { problem } = error instanceof ClientError ? error : new ClientError("unreachable");
			this.#change(turn.id, { problem });
			this.said = `${this.#speaker.say("failed")}. ${explain(problem, this.#speaker)}`;
			this.#tell("error", { problem, question: turn.question });
			return null;
		} finally {
			if (this.#running === running) {
				this.#running = null;
				this.requestUpdate();
				this.#storage.save(this.turns);
			}
		}
	}

	#change(id: number, change: Partial<Turn>): void {
		this.turns = this.turns.map((turn) => (turn.id === id ? { ...turn, ...change } : turn));
	}

	async #suggestMore(id: number, answer: Answer): Promise<void> {
		const document = answer.quotes[0]?.documentId;
		if (document === undefined) return;
		const asked = new Set(this.turns.map(({ question }) => question.toLowerCase()));
		const suggestions = (await this.#client.suggestions([document])).filter((question) => !asked.has(question.toLowerCase()));
		this.#change(id, { suggestions: suggestions.slice(0, SUGGESTIONS) });
		this.#storage.save(this.turns);
	}

	async #rate(turn: Turn, rating: "up" | "down"): Promise<void> {
		const { answer } = turn;
		if (answer === undefined || turn.rating === rating) return;
		this.#change(turn.id, { rating });
		try {
			await this.#client.feedback({ answerId: answer.id, rating, question: turn.question, quotes: answer.quotes.map(({ id }) => id) });
			this.#say("thanks");
			this.#tell("feedback", { answerId: answer.id, rating });
			this.#storage.save(this.turns);
		} catch (error) {
			this.#change(turn.id, { rating: turn.rating });
			if (error instanceof ClientError) {
				this.said = explain(error.problem, this.#speaker);
				this.#tell("error", { problem: error.problem, question: turn.question });
			}
		}
	}

	async #copy(quote: Quote, format: CitationFormat): Promise<void> {
		const place = this.renderRoot.querySelector(".panel");
		const link = new URL(sourceLink(quote, [quote], this.#base), location.href).href; // for others: without a key
		const isCopied = place !== null && (await copyText(citeQuote(quote, format, link), place));
		this.#say(isCopied ? "copied" : "notCopied");
		if (!isCopied) return;
		this.copied = quote.id;
		setTimeout(() => {
			if (this.copied === quote.id) this.copied = null;
		}, SHOW_COPIED);
	}

	#save(event: Event, format: "markdown" | "json"): void {
		close(event);
		saveFile(this.exportConversation(format), format === "markdown" ? "conversation.md" : "conversation.json");
	}

	#clearByHand(event: Event): void {
		close(event);
		this.clear();
	}

	#onSubmit(event: Event): void {
		event.preventDefault();
		const field = this.#field;
		if (this.#running !== null || field === null || field.value.trim() === "") return;
		void this.ask(field.value);
		field.value = "";
	}

	/** A dialog that is not modal does not close by itself. */
	#onKey(event: KeyboardEvent): void {
		if (event.key === "Escape" && this.mode === "floating") this.hide();
	}

	#showOrHide(isToggled: boolean): void {
		const dialog = this.renderRoot.querySelector("dialog");
		if (dialog === null || dialog.open === this.open) return;
		if (!this.open) {
			dialog.close();
			if (isToggled) this.renderRoot.querySelector<HTMLElement>(".launcher")?.focus();
			return;
		}
		// What fills the screen covers the page: nothing behind it may take the focus.
		if (this.mode === "modal" || matchMedia(FULL_SCREEN).matches) dialog.showModal();
		else dialog.show();
		this.#field?.focus();
	}

	/** The last question at the top of what is seen, its answer below it. */
	#scrollToLast(): void {
		const log = this.renderRoot.querySelector(".log");
		const last = log?.querySelector(".turn:last-of-type");
		if (!log || !last) return;
		if (log.scrollHeight > log.clientHeight) log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top;
		else last.scrollIntoView({ block: "nearest" });
	}

	/** Another server, key or storage: what is under way belongs to the one before. */
	#connect(): void {
		const base = this.#base;
		this.#running?.abort();
		this.#running = null;
		this.#client = createClient(base, this.key);
		this.#storage = createStorage(["quoth 1", base, this.id, this.documents ?? ""].join(" "));
		if (this.persist === "none") this.#storage = { load: () => [], save: () => {} };
		this.turns = this.#storage.load();
		this.starters = [];
		if (this.hasUpdated && (this.open || this.mode === "inline")) this.#loadStarters();
	}

	async #loadStarters(): Promise<void> {
		const client = this.#client;
		if (this.starters.length > 0) return;
		const found = await client.suggestions(this.documents ?? []);
		if (client === this.#client) this.starters = found.slice(0, SUGGESTIONS);
	}

	#linkTo(quote: Quote, answer: Answer): string {
		return sourceLink(quote, answer.status === "answered" ? answer.quotes : answer.nearest, this.#base, this.key);
	}

	/** Says something to screen readers; the same twice in a row too. */
	#say(key: "copied" | "notCopied" | "thanks"): void {
		const text = this.#speaker.say(key);
		this.said = this.said === text ? `${text}\u00a0` : text;
	}

	/** Empty for the page's own server, and for what is no address. */
	get #base(): string {
		return this.src !== "" && URL.canParse(this.src, location.href) ? new URL(this.src, location.href).href.replace(/\/+$/, "") : "";
	}

	get #name(): string {
		return this.heading ?? this.#speaker.say("heading");
	}

	get #field(): HTMLInputElement | null {
		return this.renderRoot.querySelector("input");
	}

	/** Its own language, else that of the page, else that of the person. */
	#language(): string {
		return this.lang || this.closest("[lang]")?.getAttribute("lang") || navigator.language;
	}

	/** @returns whether no one has prevented it */
	#tell(name: string, detail: object, cancelable = false): boolean {
		return this.dispatchEvent(new CustomEvent(`quoth:${name}`, { detail, bubbles: true, composed: true, cancelable }));
	}
}

declare global {
	interface HTMLElementTagNameMap {
		"quoth-chat": QuothChat;
	}
}

if (customElements.get("quoth-chat") === undefined) customElements.define("quoth-chat", QuothChat);
