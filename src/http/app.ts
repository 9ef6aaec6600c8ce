import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import { secureHeaders } from "hono/secure-headers";
import { createAdmission, MOST_INSIDE } from "../admission.ts";
import { limitBody } from "../body-limit.ts";
import { asQuothError, QuothError } from "../errors.ts";
import type { LiveQuoth } from "../live-quoth.ts";
import type { Logger } from "../log.ts";
import { notAllowed, problemOf, problemResponse } from "../problem.ts";
import type { Quoth } from "../quoth.ts";
import { readAssets } from "./assets.ts";
import { addressOf, type Env, limitKey, readCaller, requireNeighbour, requireOrigin } from "./caller.ts";
import type { AppOptions, Service } from "./options.ts";
import { createRateLimit } from "./rate-limit.ts";
import { requireScope } from "./require.ts";
import { addAiSdkRoutes } from "./routes/ai-sdk.ts";
import { addAskRoutes } from "./routes/ask.ts";
import { addDocumentRoutes } from "./routes/documents.ts";
import { addFeedbackRoutes } from "./routes/feedback.ts";
import { addHealthRoutes } from "./routes/health.ts";
import { addIngestionRoutes } from "./routes/ingestion.ts";
import { addOpenAiRoutes, openAiError, speaksOpenAi } from "./routes/openai.ts";
import { addPageRoutes } from "./routes/pages.ts";

const DEFAULT_UPLOAD = 64 * 1024 * 1024;
const PREFLIGHT_SECONDS = 600;
/** What clients of the Model Context Protocol send beside. */
const MCP_HEADERS = ["MCP-Protocol-Version", "Mcp-Session-Id", "Mcp-Method", "Mcp-Name"];

/** The HTTP door: the JSON API, the widget and the pages, over one open Quoth. */
export function createApp(quoth: Quoth | LiveQuoth, logger: Logger, options: AppOptions = {}): OpenAPIHono<Env> {
	const service: Service = {
		...options,
		quoth,
		assets: options.assets ?? readAssets(),
		maxConcurrent: options.maxConcurrent ?? MOST_INSIDE,
		maxUpload: options.maxUpload ?? DEFAULT_UPLOAD,
		logQuestions: options.logQuestions ?? false,
	};
	const limitRate = createRateLimit(options.rateLimit ?? 0);
	const app = new OpenAPIHono<Env>({
		defaultHook: (result) => {
			if (!result.success) throw result.error;
		},
	});
	app.openAPIRegistry.registerComponent("securitySchemes", "key", { type: "http", scheme: "bearer", description: "`sk_…` or `pk_…`" });

	// Most requests name no origin: for them the keys are not read.
	const allowsOrigin = (origin: string) =>
		origin !== "" &&
		((options.origins ?? []).includes(origin) || (options.keys?.keys() ?? []).some(({ origins }) => origins.includes(origin)));
	app.use(logRequests(logger, service));
	app.use(secureHeaders(PAGE_POLICY));
	app.use(sameOriginUnlessSaid);
	const guards: MiddlewareHandler<Env>[] = [
		cors({
			origin: (origin) => (allowsOrigin(origin) ? origin : null),
			allowMethods: ["GET", "POST", "DELETE"],
			allowHeaders: ["Authorization", "Content-Type", "Accept", "If-None-Match", "Last-Event-ID", ...MCP_HEADERS],
			exposeHeaders: ["RateLimit", "RateLimit-Policy", "Retry-After", "ETag", "Location", "WWW-Authenticate", "Mcp-Session-Id"],
			maxAge: PREFLIGHT_SECONDS,
		}),
		async (context, next) => {
			if (options.loopbackOnly) requireNeighbour(context);
			const stranger = { key: null, isShared: false, address: addressOf(context, options.trustProxy ?? 0) };
			try {
				requireOrigin(context, allowsOrigin);
				context.set("caller", readCaller(context, options));
			} catch (error) {
				await limitRate(context, limitKey(stranger)); // wrong keys are counted too
				throw error;
			}
			const caller = context.get("caller");
			if (caller.key !== null || !caller.isLocal) await limitRate(context, limitKey(caller));
			await next();
		},
	];
	for (const path of ["/v1/*", "/api/*", "/mcp"]) app.use(path, ...guards);
	app.use((context, next) => (context.req.method === "POST" && context.req.path === "/v1/documents" ? next() : limitBody(context, next)));

	const admission = options.admission ?? createAdmission(service.maxConcurrent);
	service.metrics?.watch(admission, quoth);
	addAskRoutes(app, service, admission);
	addOpenAiRoutes(app, service, admission);
	addAiSdkRoutes(app, service, admission);
	addDocumentRoutes(app, service);
	addIngestionRoutes(app, service);
	addFeedbackRoutes(app, service);
	addHealthRoutes(app, service);
	const { mcp } = options;
	if (mcp !== undefined) app.all("/mcp", requireScope("ask"), (context) => mcp.fetch(context.req.raw));
	addPageRoutes(app, service, options.anonymous?.length !== 0);

	for (const [path, methods] of methodsOf(app)) {
		app.all(path, (context) => notAllowed(context.req.method, context.req.path, methods));
	}
	app.notFound((context) => problemResponse(new QuothError("route-not-found", `There is nothing at ${context.req.path}.`)));
	app.onError((error, context) => {
		const failure = error instanceof HTTPException ? fromHono(error) : error;
		if (problemOf(failure).status >= 500 && asQuothError(failure).code !== "overloaded")
			logger.error({ err: failure, code: asQuothError(failure).code }, "request failed");
		const response = problemResponse(failure);
		if (!speaksOpenAi(context.req.path)) return response;
		response.headers.set("content-type", "application/json");
		return new Response(JSON.stringify(openAiError(failure)), response);
	});
	return app;
}

/** Each address with the methods that it takes, as they were registered. */
export function methodsOf(app: OpenAPIHono<Env>): Map<string, string[]> {
	const methods = new Map<string, string[]>();
	for (const { path, method } of app.routes) {
		if (method === "ALL") continue;
		const known = methods.get(path) ?? [];
		methods.set(path, [...new Set([...known, ...(method === "GET" ? ["GET", "HEAD"] : [method])])]);
	}
	return methods;
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
		trustedTypes: ["lit-html"],
		requireTrustedTypesFor: ["'script'"],
	},
	crossOriginResourcePolicy: false,
	strictTransportSecurity: false, // whoever adds HTTPS knows for which names
};

/** What other websites may load says so itself. */
const sameOriginUnlessSaid: MiddlewareHandler = async (context, next) => {
	await next();
	if (!context.res.headers.has("cross-origin-resource-policy")) context.res.headers.set("cross-origin-resource-policy", "same-origin");
};

/** A line for each request: no question, no key, and of an address only its path, since the rest may hold a question. */
function logRequests(logger: Logger, { metrics }: Service): MiddlewareHandler<Env> {
	return async (context, next) => {
		const started = performance.now();
		await next();
		const seconds = (performance.now() - started) / 1000;
		const { method, path } = context.req;
		const { status } = context.res;
		const route = routePath(context, -1);
		metrics?.countRequest({
			method: KNOWN_METHODS.has(method) ? method : "other",
			route: status === 404 ? "none" : route,
			status,
			seconds,
		});
		const caller = context.get("caller") as Env["Variables"]["caller"] | undefined;
		const question = context.get("question");
		logger.info(
			{
				method,
				path,
				status,
				ms: Math.round(1000 * seconds),
				key: caller?.key ?? undefined,
				...(question === undefined ? {} : { question }),
			},
			"request",
		);
	};
}

const KNOWN_METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** What the framework itself refuses: a body that is not what its content type says. */
function fromHono(error: HTTPException): QuothError {
	if (error.status >= 500) return new QuothError("internal", error.message, { cause: error });
	const detail = /json/i.test(error.message) ? "The body is not valid JSON." : error.message || "The request cannot be read.";
	return new QuothError("invalid-request", detail, { cause: error });
}
