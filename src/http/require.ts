import type { MiddlewareHandler } from "hono";
import { QuothError } from "../errors.ts";
import type { Scope } from "../state/api-key.ts";
import type { Env } from "./caller.ts";

/** @throws QuothError `scope-missing`, or `key-missing` where a key might allow it */
export function requireScope(scope: Scope): MiddlewareHandler<Env> {
	return async (context, next) => {
		const { key, scopes } = context.get("caller");
		if (!scopes.has(scope))
			throw new QuothError(key === null ? "key-missing" : "scope-missing", `This needs a key with the scope "${scope}".`);
		await next();
	};
}

/** @throws QuothError `unsupported-media-type` */
export function requireJson(): MiddlewareHandler<Env> {
	return async (context, next) => {
		if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(context.req.header("content-type") ?? ""))
			throw new QuothError("unsupported-media-type", "The content type is not application/json.");
		await next();
	};
}
