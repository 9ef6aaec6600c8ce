import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { foldAnswer } from "../domain/answer.ts";
import { MAX_QUESTION_LENGTH, QuestionSchema } from "../domain/question.ts";
import { asQuothError, QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { Quoth } from "../quoth.ts";
import { renderSse } from "../render/sse.ts";
import { type Asset, readAssets } from "./assets.ts";
import { notAllowed, problemOf, problemResponse } from "./problem.ts";
import { ROUTES } from "./routes.ts";

/** Largest body of a request, in bytes. */
const LARGEST_BODY = 256 * 1024;

const SearchSchema = z.object({
	q: z.string("give the text to search for as ?q=").trim().min(1, "the text to search for is empty").max(MAX_QUESTION_LENGTH),
	count: z.coerce.number().int().min(1).max(100).default(10),
});

/** The HTTP door: the JSON API and the two pages, over one open Quoth. */
export function createApp(quoth: Quoth, logger: Logger, assets: ReadonlyMap<string, Asset> = readAssets()): Hono {
	const app = new Hono();
	app.use(logRequests(logger));
	app.use(secureHeaders(PAGE_POLICY));
	app.use(
		bodyLimit({
			maxSize: LARGEST_BODY,
			onError: () => problemResponse(new QuothError("request-too-large", `The body is larger than ${LARGEST_BODY} bytes.`)),
		}),
	);

	app.post("/v1/ask", async (context) => {
		const question = QuestionSchema.parse(await readJson(context.req.raw));
		const events = quoth.stream(question);
		if (!wantsEvents(context)) return context.json(await foldAnswer(events));
		const first = await events.next(); // whatever can fail has failed by now, and is told as a problem with its status
		return streamSSE(
			context,
			async (stream) => {
				if (!first.done) await stream.writeSSE(renderSse(first.value));
				for await (const event of events) await stream.writeSSE(renderSse(event));
			},
			async (error, stream) => {
				logger.error({ err: error, code: asQuothError(error).code }, "stream failed");
				await stream.writeSSE({ event: "problem", data: JSON.stringify(problemOf(error)) });
			},
		);
	});
	app.get("/v1/search", async (context) => {
		const { q, count } = SearchSchema.parse(context.req.query());
		const found = await quoth.search(q, count);
		return context.json({ query: q, candidates: found.map(({ candidate, document, text }) => ({ ...candidate, document, text })) });
	});
	app.get("/v1/documents", (context) => context.json({ documents: quoth.documents }));
	app.get("/v1/documents/:id", (context) => context.json(requireDocument(quoth, context.req.param("id"))));

	app.get("/healthz", (context) => context.json({ status: "ok" }));
	app.get("/readyz", (context) => context.json({ status: "ready", index: quoth.info }));

	app.get("/", () => assetResponse(assets, "index.html"));
	app.get("/documents/:id", (context) => {
		requireDocument(quoth, context.req.param("id"));
		return assetResponse(assets, "source.html");
	});
	app.get("/assets/:file", (context) => assetResponse(assets, context.req.param("file")));

	for (const path of new Set(ROUTES.map((route) => route.path))) {
		const methods = ROUTES.filter((route) => route.path === path).map((route) => route.method);
		app.all(path, (context) => notAllowed(context.req.method, context.req.path, methods));
	}
	app.notFound((context) => problemResponse(new QuothError("route-not-found", `There is nothing at ${context.req.path}.`)));
	app.onError((error) => {
		if (problemOf(error).status >= 500) logger.error({ err: error, code: asQuothError(error).code }, "request failed");
		return problemResponse(error);
	});
	return app;
}

function wantsEvents(context: Context): boolean {
	const type = accepts(context, { header: "Accept", supports: ["application/json", "text/event-stream"], default: "application/json" });
	return type === "text/event-stream";
}

/** Scripts, styles and requests come from here only; the pages need nothing else, and documents can bring nothing in. */
const PAGE_POLICY = {
	contentSecurityPolicy: {
		defaultSrc: ["'none'"],
		scriptSrc: ["'self'"],
		styleSrc: ["'self'"],
		connectSrc: ["'self'"],
		imgSrc: ["'self'", "data:"],
		baseUri: ["'none'"],
		formAction: ["'none'"],
		frameAncestors: ["'none'"],
	},
};

function logRequests(logger: Logger) {
	return async (context: { req: { method: string; path: string }; res: Response }, next: () => Promise<void>) => {
		const started = performance.now();
		await next();
		const { method, path } = context.req;
		logger.info({ method, path, status: context.res.status, ms: Math.round(performance.now() - started) }, "request");
	};
}

async function readJson(request: Request): Promise<unknown> {
	if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers.get("content-type") ?? "")) {
		throw new QuothError("unsupported-media-type", "The content type is not application/json.");
	}
	try {
		return JSON.parse(await request.text());
	} catch (cause) {
		throw new QuothError("invalid-request", "The body is not valid JSON.", { cause });
	}
}

function requireDocument(quoth: Quoth, id: string) {
	const document = quoth.document(id);
	if (document === undefined) throw new QuothError("document-not-found", `There is no document "${id}".`);
	return document;
}

function assetResponse(assets: ReadonlyMap<string, Asset>, name: string): Response {
	const asset = assets.get(name);
	if (asset === undefined) return problemResponse(new QuothError("route-not-found", `There is no file "${name}".`));
	return new Response(asset.bytes, { headers: { "content-type": asset.type, "cache-control": "no-cache" } });
}
