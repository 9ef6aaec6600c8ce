import type { AnswerEvent } from "../domain/answer.ts";

/** One event of an answer as a server-sent event: its type is the event's name, the rest is the data, in JSON. */
export function renderSse(event: AnswerEvent): { event: string; data: string } {
	return { event: event.type, data: JSON.stringify(event) };
}
