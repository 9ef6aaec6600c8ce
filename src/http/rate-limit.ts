import type { Context } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { QuothError } from "../errors.ts";

const WINDOW = 60; // seconds

/** Counts a request. @throws QuothError `rate-limited` */
export type RateLimit = (context: Context, key: string) => Promise<void>;

/**
 * So many requests a minute for each key that is counted by. The headers are those of draft-ietf-httpapi-ratelimit-headers-10, and Retry-After.
 * @param limit requests a minute; 0 for no limit
 */
export function createRateLimit(limit: number): RateLimit {
	if (limit === 0) return async () => {};
	const limiter = new RateLimiterMemory({ points: limit, duration: WINDOW });
	return async (context, key) => {
		const state = await limiter.consume(key).catch((refused: unknown) => refused);
		if (!(state instanceof RateLimiterRes)) throw state;
		const seconds = Math.ceil(state.msBeforeNext / 1000);
		context.header("RateLimit-Policy", `"default";q=${limit};w=${WINDOW}`);
		context.header("RateLimit", `"default";r=${state.remainingPoints};t=${seconds}`);
		if (state.consumedPoints <= limit) return;
		context.header("Retry-After", String(Math.max(1, seconds)));
		throw new QuothError("rate-limited", `More than ${limit} requests in a minute.`);
	};
}
