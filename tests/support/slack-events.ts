import { sign } from "../../src/slack/signature.ts";

export const SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
/** The user id of the bot. */
export const BOT = "U0BOT";

export type SigningOptions = {
	/** Seconds since 1970. */
	readonly at?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly secret?: string;
	readonly type?: string;
};

/** A request as Slack sends it. */
export function signedRequest(
	body: string,
	options: SigningOptions = {},
): { method: "POST"; body: string; headers: Record<string, string> } {
	const { at = Date.now() / 1000, headers = {}, secret = SIGNING_SECRET, type = "application/json" } = options;
	const timestamp = String(Math.floor(at));
	const signature = sign(secret, timestamp, new TextEncoder().encode(body));
	return {
		method: "POST",
		body,
		headers: { "content-type": type, "x-slack-request-timestamp": timestamp, "x-slack-signature": signature, ...headers },
	};
}

/** The body of an event. */
export function eventBody(event: object, id: string): string {
	return JSON.stringify({ type: "event_callback", event_id: id, team_id: "T1", authorizations: [{ user_id: BOT }], event });
}

/** Someone mentions the bot in a channel; each mention begins a thread, named by `ts`. */
export function mentionBody(question: string, id: string, ts: string, channel = "C1"): string {
	const text = question.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
	return eventBody({ type: "app_mention", user: "U1", text: `<@${BOT}> ${text}`, channel, ts }, id);
}
