import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { QuothError, systemCode } from "../errors.ts";

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
const PATIENCE = 5_000;
/** How often connections whose last request has ended are closed meanwhile. */
const SWEEP = 50;

/**
 * Listens until it is closed; closing lets the running requests finish.
 * @throws QuothError `address-in-use`, or `invalid-option` for a host or port that cannot be listened on.
 */
export async function serve(app: App, { host, port }: { host: string; port: number }): Promise<RunningServer> {
	let isClosing = false;
	const answer = getRequestListener(app.fetch);
	const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, (request, response) => {
		if (isClosing) response.setHeader("connection", "close");
		return answer(request, response);
	});
	await listen(server, host, port);
	const { port: bound } = server.address() as AddressInfo;
	const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
	return {
		url: `http://${shown}:${bound}`,
		async close(drain = 0) {
			isClosing = true;
			if (drain > 0) await new Promise((resolve) => setTimeout(resolve, drain));
			await new Promise<void>((resolve) => {
				const deadline = setTimeout(() => server.closeAllConnections(), PATIENCE);
				const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
				server.close(() => {
					clearTimeout(deadline);
					clearInterval(sweep);
					resolve();
				});
				server.closeIdleConnections();
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
