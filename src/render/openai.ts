import type { Answer } from "../domain/answer.ts";
import type { MarkdownAnswer } from "./markdown.ts";

/** The one model there is: it answers with quotes. */
export const MODEL = "quoth";

export type Usage = { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number };

/** What is the same in a completion and in each of its chunks. */
type Head = { readonly id: string; readonly created: number; readonly model: string };

export function headOf(answer: Answer, now = Date.now()): Head {
	return { id: `chatcmpl-${answer.id}`, created: Math.floor(now / 1000), model: MODEL };
}

/** Four characters are taken for a token: nothing here is counted in tokens. */
const CHARACTERS_A_TOKEN = 4;

export function usageOf(prompt: string, completion: string): Usage {
	const count = (text: string) => Math.ceil(text.length / CHARACTERS_A_TOKEN);
	return { prompt_tokens: count(prompt), completion_tokens: count(completion), total_tokens: count(prompt) + count(completion) };
}

/** A chat completion as OpenAI's API gives it; `quoth` is the whole answer. */
export function renderCompletion(head: Head, answer: Answer, { text, citations }: MarkdownAnswer, usage: Usage) {
	const message = { role: "assistant", content: text, refusal: null, annotations: citations.map(annotation) };
	return {
		...head,
		object: "chat.completion",
		choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
		usage,
		quoth: answer,
	};
}

/** The same in chunks: the role, each block of the text, the citations, the end and, where it was asked for, the usage. */
export function* renderChunks(head: Head, answer: Answer, { text, citations }: MarkdownAnswer, usage: Usage | null) {
	const chunk = (delta: object, finish_reason: string | null = null) => ({
		...head,
		object: "chat.completion.chunk",
		choices: [{ index: 0, delta, logprobs: null, finish_reason }],
		...(usage === null ? {} : { usage: null }),
	});
	yield chunk({ role: "assistant", content: "", refusal: null });
	for (const block of text.split(/(?<=\n\n)/)) yield chunk({ content: block });
	yield chunk({ annotations: citations.map(annotation) });
	yield { ...chunk({}, "stop"), quoth: answer };
	if (usage !== null) yield { ...head, object: "chat.completion.chunk", choices: [], usage };
}

function annotation({ start, end, url, title }: MarkdownAnswer["citations"][number]) {
	return { type: "url_citation", url_citation: { start_index: start, end_index: end, url, title } };
}
