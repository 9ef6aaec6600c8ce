import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { asQuothError, QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { problemOf, problemResponse } from "../problem.ts";

/** Largest body that is read, in bytes: the payload of a button holds the message with it. */
const LARGEST_BODY = 256 * 1024;

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
	app.onError((error) => {
		const { code, message } = asQuothError(error);
		if (problemOf(error).status >= 500) logger.error({ code, detail: message }, `${name}: a request failed`);
		return problemResponse(error);
	});
	return app;
}

/** A failure as the person who asked is told: it is one, and never "not found". */
export function failureText(error: unknown, name: string, logger: Logger): string {
	const { detail, advice, code } = problemOf(error);
	if (code !== "invalid-request") logger.error({ err: error, code }, `${name}: a question could not be answered`);
	return `The question could not be answered. ${detail} ${advice} (${code})`;
}
