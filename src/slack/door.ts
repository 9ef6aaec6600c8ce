import { Hono } from "hono";
import { limitBody } from "../body-limit.ts";
import { asQuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { notAllowed, problemOf, problemResponse } from "../problem.ts";

/** Milliseconds between two warnings of refused requests. */
const WARN_EVERY = 60_000;

/** What the doors for chats have in common: a limit before anything is read, and errors as problem documents. */
export function createDoor(name: string, logger: Logger): Hono {
	const app = new Hono();
	app.use(limitBody);
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

/** Once all routes are there: other methods are told which one it is. */
export function takeOnlyPost(app: Hono): void {
	const paths = new Set(app.routes.filter(({ method }) => method === "POST").map(({ path }) => path));
	for (const path of paths) app.all(path, (context) => notAllowed(context.req.method, context.req.path, ["POST"]));
}

/** A failure as the person who asked is told: it is one, and never "not found". What is to be done about it is for those who run Quoth. */
export function failureText(error: unknown, name: string, logger: Logger): string {
	const { detail, advice, code, errors } = problemOf(error);
	if (code === "invalid-request")
		return `That cannot be asked: ${errors?.map(({ message }) => message).join("; ") ?? detail.replace(/^\w+: /, "")}.`;
	logger.error({ err: error, code, advice }, `${name}: a question could not be answered`);
	return `The question could not be answered: ${detail} Those who run Quoth find more in its log (${code}).`;
}
