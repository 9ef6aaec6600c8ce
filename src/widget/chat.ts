import type { Answer } from "../domain/answer.ts";
import type { DocumentSummary } from "../domain/document.ts";
import type { Quote } from "../domain/quote.ts";
import { byId, element } from "./element.ts";
import { sourceLink } from "./source-link.ts";

type Problem = { title: string; detail: string; advice?: string };

const log = byId<HTMLElement>("log");
const form = byId<HTMLFormElement>("ask");
const input = byId<HTMLInputElement>("question");
const button = form.querySelector("button") as HTMLButtonElement;

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	const question = input.value.trim();
	if (question === "" || button.disabled) return;
	input.value = "";
	button.disabled = true;
	const asked = element("div", "asked", question);
	asked.dir = "auto";
	const waiting = element("p", "waiting", "Searching the documents …");
	log.append(asked, waiting);
	waiting.scrollIntoView({ block: "end" });
	waiting.replaceWith(await ask(question));
	asked.scrollIntoView({ block: "start" });
	button.disabled = false;
	input.focus();
});

/** The last answer: a follow-up is read by it. */
let last: Answer | undefined;

async function ask(question: string): Promise<HTMLElement> {
	try {
		const response = await fetch("/v1/ask", {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				question,
				...(last && { history: [{ question: last.question, understoodAs: last.understoodAs, quotes: last.quotes }] }),
			}),
		});
		const body: unknown = await response.json();
		if (!response.ok) return renderProblem(body as Problem);
		last = body as Answer;
		return renderAnswer(last);
	} catch {
		return renderProblem({
			title: "The server cannot be reached",
			detail: "Your question was not answered.",
			advice: "Try again in a moment.",
		});
	}
}

function renderAnswer(answer: Answer): HTMLElement {
	const { passages, documents } = answer.searched;
	const searched = element("p", "searched", `Searched ${count(passages, "passage")} in ${count(documents, "document")}.`);
	const understood = answer.understoodAs === null ? [] : [element("p", "understood", `Understood as: ${answer.understoodAs}`)];
	if (answer.reason?.code === "small-talk") return renderSmallTalk(answer);
	if (answer.status === "answered") {
		searched.textContent += ` Confidence ${Math.round(100 * answer.confidence)} %.`;
		return element("div", "answer", ...understood, ...answer.quotes.map((quote, at) => renderQuote(quote, `[${at + 1}]`)), searched);
	}
	const card = element(
		"div",
		"not-found",
		element("h2", "", "Not found in these documents"),
		element("p", "", answer.reason?.message ?? ""),
	);
	if (answer.nearest.length === 0) return element("div", "answer", ...understood, card, searched);
	const nearest = element("details", "nearest", element("summary", "", "Nearest passages – not an answer"));
	nearest.append(...answer.nearest.map((quote) => renderQuote(quote, "")));
	card.append(nearest);
	return element("div", "answer", ...understood, card, searched);
}

/** Which documents there are, and questions that they answer: a click asks one. */
function renderSmallTalk(answer: Answer): HTMLElement {
	const asks = answer.suggestions.map((question) => {
		const ask = element("button", "suggestion", question);
		ask.type = "button";
		ask.addEventListener("click", () => {
			input.value = question;
			form.requestSubmit();
		});
		return element("li", "", ask);
	});
	return element("div", "answer", element("p", "", answer.reason?.message ?? ""), element("ul", "suggestions", ...asks));
}

function renderQuote(quote: Quote, number: string): HTMLElement {
	const words = element("blockquote", "", quote.text);
	words.dir = "auto";
	const link = element("a", "", "show in source");
	link.href = sourceLink(quote);
	const copy = element("button", "copy", "copy");
	copy.type = "button";
	copy.addEventListener("click", async () => {
		await navigator.clipboard.writeText(`“${quote.text}”\n— ${sourceLine(quote)}`);
		copy.textContent = "copied";
	});
	const from = element("span", "from", sourceLine(quote));
	const caption = element("figcaption", "", ...(number === "" ? [] : [element("span", "number", number)]), from, link, copy);
	return element("figure", "quote", words, caption);
}

function sourceLine({ source }: Quote): string {
	const { page, slide, chapter, row, line } = source;
	const places = Object.entries({ page, slide, chapter, row, line }).flatMap(([name, at]) => (at === null ? [] : [`${name} ${at}`]));
	const place = [...places, ...source.headings].join(" › ");
	return [source.title, source.author, source.publisher, source.published, place].filter(Boolean).join(" · ");
}

function renderProblem({ title, detail, advice }: Problem): HTMLElement {
	const card = element("div", "failed", element("h2", "", title), element("p", "", detail));
	if (advice !== undefined) card.append(element("p", "", advice));
	return card;
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

async function showDocuments(): Promise<void> {
	const response = await fetch("/v1/documents");
	if (!response.ok) return;
	const { documents } = (await response.json()) as { documents: DocumentSummary[] };
	byId("about").textContent = `answers with the own words of ${count(documents.length, "document")}`;
	const items = documents.slice(0, 100).map((document) => {
		const link = element("a", "", document.title);
		link.href = `/documents/${encodeURIComponent(document.id)}`;
		return element("li", "", link, ` – ${document.uri}`);
	});
	if (documents.length > items.length) items.push(element("li", "", `and ${documents.length - items.length} more`));
	byId("documents").append(...items);
}

showDocuments().catch(() => {}); // the list is a help: without it the chat works as well
input.focus();
