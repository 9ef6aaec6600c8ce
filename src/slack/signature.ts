import { createHmac, timingSafeEqual } from "node:crypto";
import { QuothError } from "../errors.ts";

/** Seconds that the time of a request may lie before or after now. */
const WINDOW = 300;

export type SignedRequest = {
	/** The header `X-Slack-Request-Timestamp`. */
	readonly timestamp: string | undefined;
	/** The header `X-Slack-Signature`. */
	readonly signature: string | undefined;
	/** The body as it came. */
	readonly body: Uint8Array;
};

/**
 * Checks that Slack has sent a request: version v0 of its signatures, HMAC-SHA256 over `v0:timestamp:body`.
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @param now milliseconds since 1970
 * @throws QuothError `signature-invalid`
 */
export function checkSignature({ timestamp, signature, body }: SignedRequest, secret: string, now = Date.now()): void {
	if (timestamp === undefined || signature === undefined) throw refusal("The request bears no signature of Slack.");
	if (!/^\d{1,12}$/.test(timestamp)) throw refusal("The time of the request is not a number of seconds.");
	const age = Math.floor(now / 1000) - Number(timestamp);
	if (Math.abs(age) > WINDOW) throw refusal(`The request was signed ${Math.abs(age)} seconds ${age > 0 ? "ago" : "ahead of the clock"}.`);
	const expected = Buffer.from(sign(secret, timestamp, body));
	const given = Buffer.from(signature);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refusal("The signature does not match the request.");
}

/** The signature that Slack gives to a request. */
export function sign(secret: string, timestamp: string, body: Uint8Array): string {
	return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
}

export type ReplayGuard = {
	has(signature: string): boolean;
	add(signature: string): void;
};

/** Remembers requests, by their signatures, as long as these would be valid. */
export function createReplayGuard(now: () => number = Date.now): ReplayGuard {
	const seen = new Map<string, number>(); // in the order of time
	return {
		has: (signature) => seen.has(signature),
		add(signature) {
			const time = now();
			for (const [old, since] of seen) {
				if (time - since <= 2_000 * WINDOW) break; // one from the future is valid for twice the window
				seen.delete(old);
			}
			seen.set(signature, time);
		},
	};
}

function refusal(why: string): QuothError {
	return new QuothError("signature-invalid", why);
}
