import type { Answer } from "../domain/answer.ts";
import type { MarkdownAnswer } from "./markdown.ts";

/** The header by which the AI SDK knows the protocol. */
export const UI_MESSAGE_STREAM = { "x-vercel-ai-ui-message-stream": "v1" };

const TEXT = "text";

/**
 * An answer in the parts of the AI SDK's UI message stream: the whole answer as data, its text block by block, and for each quote its
 * document and, where there is a citation, its address.
 */
export function* renderUiMessage(answer: Answer, { text, citations }: MarkdownAnswer) {
	yield { type: "start", messageId: answer.id };
	yield { type: "data-quoth", id: answer.id, data: answer };
	yield { type: "text-start", id: TEXT };
	for (const delta of text.split(/(?<=\n\n)/)) yield { type: "text-delta", id: TEXT, delta };
	yield { type: "text-end", id: TEXT };
	for (const [at, { id, source }] of answer.quotes.entries()) {
		const url = citations[at]?.url;
		if (url !== undefined) yield { type: "source-url", sourceId: id, url, title: source.title };
		yield { type: "source-document", sourceId: `${id} document`, mediaType: "text/plain", title: source.title, filename: source.uri };
	}
	yield { type: "finish", finishReason: "stop" };
}
