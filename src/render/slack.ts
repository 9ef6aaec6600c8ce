import type { Button, ContextBlock, KnownBlock, RichTextBlock, RichTextText } from "@slack/types";
import type { Answer } from "../domain/answer.ts";
import type { Quote } from "../domain/quote.ts";
import { sourceLine } from "./citation.ts";

/** What is sent to Slack: the blocks, and for notifications a line in their place. */
export type SlackMessage = { readonly text: string; readonly blocks: KnownBlock[] };

/** What buttons say when they are pressed. */
export const SLACK_ACTIONS = { open: "quoth_open", up: "quoth_up", down: "quoth_down", again: "quoth_again" } as const;

/**
 * What one message may hold. Slack's own limits are 50 blocks and 3,000 characters a text; beyond about 13,200 characters in all
 * blocks it refuses a message, which is written nowhere.
 */
export const SLACK_LIMITS = { blocks: 50, text: 3_000, message: 10_000, value: 2_000, url: 3_000 } as const;
/** Characters for what stands around the quotes: the question, notes, buttons. */
const RESERVED = 2_500;
const LONGEST_LINE = 300;
/** Two blocks each, and a button. */
const MOST_QUOTES = 20;
/** Of the text that stands in for the blocks. */
const LONGEST_TEXT = 3_000;

export type SlackRenderOptions = {
	/** Address of a quote in its source. */
	readonly linkTo: (quote: Quote, all: readonly Quote[]) => string;
	/** Whether the question is shown above the answer, as where no one sees it otherwise. */
	readonly showsQuestion?: boolean;
	/** Whether there are buttons to say that an answer helped. */
	readonly takesFeedback?: boolean;
};

/**
 * An answer as Slack's blocks: each quote, whole, as the plain text of a rich text quotation, which no markup in a document can break,
 * below it its number and source. Quotes that do not fit are left out from the end, and it is said how many.
 * @returns the message, and how many it leaves out
 */
export function renderSlack(
	answer: Answer,
	{ linkTo, showsQuestion = false, takesFeedback = true }: SlackRenderOptions,
): SlackMessage & { readonly left: number } {
	const { status, quotes, nearest, reason, suggestions, understoodAs, searched } = answer;
	const isFound = status === "answered";
	const all = isFound ? quotes : nearest;
	const shown = fitting(all);
	const left = all.length - shown.length;
	const blocks: KnownBlock[] = [];
	if (showsQuestion) blocks.push(note(`Question: ${answer.question}`));
	if (understoodAs !== null) blocks.push(note(`Understood as: ${understoodAs}`));
	if (!isFound) blocks.push(...notFound(reason, suggestions, shown.length > 0));
	for (const [at, quote] of shown.entries())
		blocks.push(quotation(quote.text), note(`${isFound ? `[${at + 1}] ` : ""}${sourceLine(quote.source)}`));
	if (left > 0)
		blocks.push(note(`${left} more ${left === 1 ? "quote does" : "quotes do"} not fit into a message: open the source to read on.`));
	if (reason?.code !== "small-talk") blocks.push(note(`Searched ${searched.passages} passages in ${searched.documents} documents`));
	const opening = left > 0 ? [...shown, all[shown.length] as Quote] : shown;
	const buttons = [
		...opening.map((quote, at) => openButton(at, quote, all, linkTo, opening.length)),
		...answerButtons(answer, takesFeedback),
	];
	if (buttons.length > 0) blocks.push({ type: "actions", elements: buttons });
	return { text: summary(answer), blocks, left };
}

/** The quotations of blocks that `renderSlack` made, with their very words. */
export function quotesInBlocks(blocks: readonly { readonly type: string; readonly elements?: unknown }[]): string[] {
	return blocks.flatMap(({ type, elements }) => {
		if (type !== "rich_text") return [];
		return (elements as RichTextBlock["elements"]).flatMap((element) =>
			element.type === "rich_text_quote" ? [element.elements.map((part) => (part.type === "text" ? part.text : "")).join("")] : [],
		);
	});
}

/** A message that is no answer: a failure, or a hint. */
export function slackNote(text: string): SlackMessage {
	const shown = cut(text, SLACK_LIMITS.text);
	return { text: escapeMrkdwn(shown), blocks: [{ type: "section", text: { type: "plain_text", text: shown, emoji: false } }] };
}

/** The first quotes, as many as fit whole with their source lines. */
function fitting(quotes: readonly Quote[]): Quote[] {
	let left = SLACK_LIMITS.message - RESERVED;
	const shown: Quote[] = [];
	for (const quote of quotes.slice(0, MOST_QUOTES)) {
		left -= quote.text.length + Math.min(sourceLine(quote.source).length, LONGEST_LINE);
		if (left < 0) break;
		shown.push(quote);
	}
	return shown;
}

function quotation(text: string): RichTextBlock {
	return { type: "rich_text", elements: [{ type: "rich_text_quote", elements: pieces(text) }] };
}

/** A long text in pieces that each may be as long as Slack takes, none of which ends within a character. */
function pieces(text: string): RichTextText[] {
	return (text.match(new RegExp(`[^]{1,${SLACK_LIMITS.text - 1}}(?:(?<=[\\uD800-\\uDBFF])[\\uDC00-\\uDFFF])?`, "g")) ?? []).map(
		(piece) => ({
			type: "text",
			text: piece,
		}),
	);
}

function notFound(reason: Answer["reason"], suggestions: readonly string[], hasNearest: boolean): KnownBlock[] {
	const plain = (text: string): RichTextText => ({ type: "text", text });
	const head = reason?.code === "small-talk" ? [] : [{ ...plain("Not found in these documents. "), style: { bold: true } }];
	const blocks: KnownBlock[] = [
		{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [...head, plain(reason?.message || "Nothing was found.")] }] },
	];
	if (suggestions.length > 0) {
		const items = suggestions.map((question) => ({ type: "rich_text_section" as const, elements: [plain(cut(question, LONGEST_LINE))] }));
		blocks.push(note("You can ask:"), { type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements: items }] });
	}
	if (hasNearest) blocks.push(note("Not an answer: the nearest passages"));
	return blocks;
}

function openButton(at: number, quote: Quote, all: readonly Quote[], linkTo: SlackRenderOptions["linkTo"], count: number): Button {
	const link = linkTo(quote, all);
	return {
		type: "button",
		action_id: `${SLACK_ACTIONS.open}_${at + 1}`,
		text: label(count === 1 ? "Open source" : `Open source ${at + 1}`),
		url: link.length <= SLACK_LIMITS.url ? link : linkTo(quote, [quote]),
	};
}

function answerButtons({ id, question, understoodAs, status, reason }: Answer, takesFeedback: boolean): Button[] {
	if (reason?.code === "small-talk") return [];
	const asked = understoodAs ?? question;
	const full = JSON.stringify({ answerId: id, question: asked });
	const value = full.length <= SLACK_LIMITS.value ? full : JSON.stringify({ answerId: id });
	const helped: Button[] =
		status === "answered" && takesFeedback
			? [
					{ type: "button", action_id: SLACK_ACTIONS.up, text: label("This helped"), value },
					{ type: "button", action_id: SLACK_ACTIONS.down, text: label("It did not help"), value },
				]
			: [];
	return [...helped, { type: "button", action_id: SLACK_ACTIONS.again, text: label("Ask again"), value: asked }];
}

function label(text: string) {
	return { type: "plain_text" as const, text, emoji: false };
}

/** A line in small print. Its text is plain: no name of a document becomes a link, a mention or a smiley. */
function note(text: string): ContextBlock {
	return {
		type: "context",
		elements: [{ type: "plain_text", text: cut(text.replace(/\s+/g, " ").trim(), LONGEST_LINE) || "–", emoji: false }],
	};
}

/** Shortens what is not a quote. */
function cut(text: string, length: number): string {
	return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** What notifications and screen readers say: the quotes that fit, whole, with their titles. */
function summary({ status, quotes, reason }: Answer): string {
	if (status !== "answered") {
		const message = cut(reason?.message ?? "", LONGEST_LINE);
		return escapeMrkdwn(reason?.code === "small-talk" ? message : `Not found in these documents. ${message}`);
	}
	const lines = quotes.map(({ text, source }) => escapeMrkdwn(`“${text}” (${cut(source.title.replace(/\s+/g, " "), 100)})`));
	let length = 0;
	const fit = lines.filter((line) => {
		length += line.length + 1;
		return length <= LONGEST_TEXT;
	});
	if (fit.length < quotes.length) fit.push(`${quotes.length} ${quotes.length === 1 ? "quote" : "quotes"} in all`);
	return fit.join("\n");
}

/** The three characters with which markup and mentions begin. */
function escapeMrkdwn(text: string): string {
	return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
