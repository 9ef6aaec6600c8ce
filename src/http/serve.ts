import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { QuothError, systemCode } from "../errors.ts";
import { problemResponse } from "../problem.ts";

/** What answers requests: an app of Hono. */
type App = { readonly fetch: Parameters<typeof getRequestListener>[0] };

export type RunningServer = {
	readonly url: string;
	/**
	 * Lets the running requests finish.
	 * @param drain milliseconds in which requests that are on their way are still taken, each on a connection that ends with it
	 */
	close(drain?: number): Promise<void>;
};

/** How long running requests may take to finish after closing has begun, in milliseconds; a client that sends nothing cannot hold it longer. */
const PATIENCE = 9_000;
/** Milliseconds in which a request must have arrived whole: an upload over a slow line takes minutes. */
const REQUEST_TIME = 300_000;
/** Milliseconds after which a connection is closed on which nothing moves: a reader that does not read is gone. */
const IDLE_TIME = 120_000;
/** Milliseconds between two looks, and how many in a row must find nothing that runs. */
const TURN = 10;
const QUIET_TURNS = 3;

/**
 * Listens until it is closed; closing lets the running requests finish.
 * @throws QuothError `address-in-use`, or `invalid-option` for a host or port that cannot be listened on.
 */
export async function serve(app: App, { host, port }: { host: string; port: number }): Promise<RunningServer> {
	let phase: "open" | "draining" | "refusing" = "open";
	let running = 0;
	const answer = getRequestListener(app.fetch);
	const refuse = getRequestListener(() => problemResponse(new QuothError("shutting-down", "No more requests are taken.")));
	const server = createServer({ requestTimeout: REQUEST_TIME, headersTimeout: 15_000 }, (request, response) => {
		running += 1;
		response.once("close", () => {
			running -= 1;
		});
		if (phase !== "open") response.setHeader("connection", "close");
		return phase === "refusing" ? refuse(request, response) : answer(request, response);
	});
	/** Waits until nothing runs, or until a time. */
	async function untilQuiet(end: number): Promise<void> {
		for (let quiet = 0; quiet < QUIET_TURNS && performance.now() < end; quiet = running === 0 ? quiet + 1 : 0) await setTimeout(TURN);
	}
	server.setTimeout(IDLE_TIME);
	await listen(server, host, port);
	const { port: bound } = server.address() as AddressInfo;
	const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
	return {
		url: `http://${shown}:${bound}`,
		async close(drain = 0) {
			phase = "draining";
			const begun = performance.now();
			await setTimeout(drain);
			// What was sent by now may not have been read yet: a busy event loop comes to it later than to this timer.
			await untilQuiet(begun + PATIENCE / 2);
			phase = "refusing";
			await untilQuiet(begun + PATIENCE);
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
		},
	};
}

function listen(server: Server, host: string, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", (cause) => {
			const code = systemCode(cause);
			if (code === "EADDRINUSE")
				reject(new QuothError("address-in-use", `Port ${port} on ${host} is in use by another program.`, { cause }));
			else reject(new QuothError("invalid-option", `Cannot listen on ${host}, port ${port} (${code ?? cause.message}).`, { cause }));
		});
		server.listen(port, host, resolve);
	});
}
