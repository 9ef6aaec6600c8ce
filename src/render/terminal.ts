import type { Answer } from "../domain/answer.ts";
import type { Place } from "../domain/passage.ts";
import type { Quote } from "../domain/quote.ts";

export type TerminalStyle = { readonly color: boolean };

/**
 * An answer for a terminal. Each line of a quote stands behind a bar, unbroken and unchanged, but for control characters, which
 * are shown by their pictures (␛ for escape), so that no document can drive the terminal.
 */
export function renderAnswer(answer: Answer, style: TerminalStyle): string {
	const { bold, dim } = inks(style);
	const { documents, passages } = answer.searched;
	const searched = `searched ${count(passages, "passage")} in ${count(documents, "document")}`;
	const understood = answer.understoodAs === null ? "" : `${dim(`understood as: ${showControls(answer.understoodAs)}`)}\n\n`;
	if (answer.status === "answered") {
		const shown = answer.quotes.map((quote, index) => renderQuote(quote, `[${index + 1}]`, style));
		return `${understood}${shown.join("\n\n")}\n\n${dim(`confidence ${Math.round(100 * answer.confidence)} %, ${searched}`)}\n`;
	}
	if (answer.reason?.code === "small-talk") {
		const asks = answer.suggestions.map((question) => `  ${showControls(question)}`);
		return `${[showControls(answer.reason.message), ...(asks.length > 0 ? ["", "You can ask, for example:", ...asks] : [])].join("\n")}\n`;
	}
	const lines = [bold("Not found in these documents."), `${showControls(answer.reason?.message ?? "")} ${dim(`(${searched})`)}`];
	if (answer.nearest.length > 0) {
		lines.push("", "Nearest passages – not an answer:", "", answer.nearest.map((quote) => renderQuote(quote, " – ", style)).join("\n\n"));
	}
	return `${understood}${lines.join("\n")}\n`;
}

function renderQuote(quote: Quote, marker: string, style: TerminalStyle): string {
	const { bold, dim } = inks(style);
	const indent = " ".repeat(marker.length);
	const lines = showControls(quote.text).split("\n");
	const words = lines.map((line, index) => `${index === 0 ? bold(marker) : indent} ${dim("│")} ${line}`);
	return `${words.join("\n")}\n${indent}   ${dim(showControls(sourceLine(quote)))}`;
}

/** Who says it and where: title, author, publisher, date, place. */
export function sourceLine({ source, span }: Quote): string {
	const { title, author, publisher, published, uri } = source;
	const parts = [title, author, publisher, published, placeOf(source), `${uri}, characters ${span.start}–${span.end}`];
	return parts
		.filter((part) => part !== null && part !== "")
		.join(" · ")
		.replace(/\s+/g, " ");
}

/** "page 3, under Findings › Costs" */
export function placeOf({ headings, page, slide, chapter, row, line }: Place): string {
	const places = [
		page !== null && `page ${page}`,
		slide !== null && `slide ${slide}`,
		chapter !== null && `chapter ${chapter}`,
		row !== null && `row ${row}`,
		line !== null && `line ${line}`,
		headings.length > 0 && `under ${headings.join(" › ")}`,
	];
	return places.filter((place) => place !== false).join(", ");
}

/** Makes control and direction-overriding characters visible. */
export function showControls(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
	return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (char) => {
		const code = char.charCodeAt(0);
		if (code < 0x20) return String.fromCharCode(0x2400 + code);
		return code === 0x7f ? "␡" : `\\u${code.toString(16).padStart(4, "0")}`;
	});
}

function inks({ color }: TerminalStyle) {
	const ink = (code: number) => (text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
	return { bold: ink(1), dim: ink(2) };
}

/** "1 passage", "2 passages". */
export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
