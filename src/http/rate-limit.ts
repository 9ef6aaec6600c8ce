import type { MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { QuothError } from "../errors.ts";
import { type Env, limitKey } from "./caller.ts";

const WINDOW = 60; // seconds

/**
 * So many requests a minute for each key, or address. The headers are those of draft-ietf-httpapi-ratelimit-headers-10, and Retry-After.
 * @param limit requests a minute; 0 for no limit
 */
export function limitRate(limit: number): MiddlewareHandler<Env> {
	if (limit === 0) return (_context, next) => next();
	const limiter = new RateLimiterMemory({ points: limit, duration: WINDOW });
	return async (context, next) => {
		const caller = context.get("caller");
		if (caller.key === null && caller.isLocal) return next();
		const state = await limiter.consume(limitKey(caller)).catch((refused: unknown) => refused);
		if (!(state instanceof RateLimiterRes)) throw state;
		const seconds = Math.ceil(state.msBeforeNext / 1000);
		context.header("RateLimit-Policy", `"default";q=${limit};w=${WINDOW}`);
		context.header("RateLimit", `"default";r=${state.remainingPoints};t=${seconds}`);
		if (state.consumedPoints > limit) {
			context.header("Retry-After", String(Math.max(1, seconds)));
			throw new QuothError("rate-limited", `More than ${limit} requests in a minute.`);
		}
		await next();
	};
}
