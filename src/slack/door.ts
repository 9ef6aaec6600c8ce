import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { asQuothError, QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { problemOf, problemResponse } from "../problem.ts";

/** Largest body that is read, in bytes: the payload of a button holds the message with it. */
const LARGEST_BODY = 256 * 1024;

/** Milliseconds between two warnings of refused requests. */
const WARN_EVERY = 60_000;

/** What the doors for chats have in common: a limit before anything is read, and errors as problem documents. */
export function createDoor(name: string, logger: Logger): Hono {
	const app = new Hono();
	app.use(
		bodyLimit({
			maxSize: LARGEST_BODY,
			onError: () => {
				throw new QuothError("request-too-large", `The body is larger than ${LARGEST_BODY} bytes.`);
			},
		}),
	);
	let warned = Number.NEGATIVE_INFINITY;
	app.onError((error) => {
		const { code, message } = asQuothError(error);
		const { status, advice } = problemOf(error);
		if (status >= 500) logger.error({ code, detail: message }, `${name}: a request failed`);
		// The one who sends it shows the advice to no one; and strangers must not fill the log.
		if (status === 401 && performance.now() - warned > WARN_EVERY) {
			warned = performance.now();
			logger.warn({ code, detail: message, advice }, `${name}: a request was refused`);
		}
		return problemResponse(error);
	});
	return app;
}

/** A failure as the person who asked is told: it is one, and never "not found". What is to be done about it is for those who run Quoth. */
export function failureText(error: unknown, name: string, logger: Logger): string {
	const { detail, advice, code, errors } = problemOf(error);
	if (code === "invalid-request")
		return `That cannot be asked: ${errors?.map(({ message }) => message).join("; ") ?? detail.replace(/^\w+: /, "")}.`;
	logger.error({ err: error, code, advice }, `${name}: a question could not be answered`);
	return `The question could not be answered: ${detail} Those who run Quoth find more in its log (${code}).`;
}
