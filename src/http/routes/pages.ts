import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { renderApiPage } from "../api-page.ts";
import { type Asset, requireAsset } from "../assets.ts";
import type { Env } from "../caller.ts";
import { openApiOf } from "../openapi.ts";
import type { Service } from "../options.ts";

/** Files that pages of other websites load. */
const FOR_OTHERS = ["widget.js", "widget.mjs"];

export function addPageRoutes(app: OpenAPIHono<Env>, { quoth, assets }: Service, isOpen: boolean): void {
	app.get("/", (context) => send(context, requireAsset(assets, "index.html")));
	app.get("/library", (context) => send(context, requireAsset(assets, "library.html")));
	app.get("/documents/:id", (context) => {
		// Where keys are needed, a stranger does not learn which documents there are: the page asks with its key.
		const isKnown = !isOpen || quoth.fileOf(context.req.param("id")) !== undefined;
		return send(context, requireAsset(assets, "source.html"), isKnown ? 200 : 404);
	});
	app.get("/assets/:file", (context) => send(context, requireAsset(assets, context.req.param("file"))));
	for (const name of FOR_OTHERS) {
		app.get(`/${name}`, (context) => {
			context.header("access-control-allow-origin", "*");
			context.header("cross-origin-resource-policy", "cross-origin");
			return send(context, requireAsset(assets, name));
		});
	}
	// Both are made once, by who asks first.
	const api = once(() => openApiOf(app));
	const page = once(() => String(renderApiPage(api())));
	app.get("/openapi.json", (context) => {
		context.header("access-control-allow-origin", "*");
		return context.json(api());
	});
	app.get("/docs", (context) => context.html(page()));
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

function send(context: Context, asset: Asset, status: 200 | 404 = 200): Response {
	context.header("cache-control", "no-cache");
	context.header("etag", asset.etag);
	if (status === 200 && context.req.header("if-none-match")?.includes(asset.etag)) return context.body(null, 304);
	context.header("vary", "Accept-Encoding");
	const isGzipped = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(context.req.header("accept-encoding") ?? "");
	if (isGzipped) context.header("content-encoding", "gzip");
	return context.body(isGzipped ? asset.gzipped : asset.bytes, status, { "content-type": asset.type });
}
