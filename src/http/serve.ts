import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { QuothError, systemCode } from "../errors.ts";

/** What answers requests: an app of Hono. */
type App = { readonly fetch: Parameters<typeof getRequestListener>[0] };

export type RunningServer = { readonly url: string; close(): Promise<void> };

/** How long running requests may take to finish after closing has begun, in milliseconds; a client that sends nothing cannot hold it longer. */
const PATIENCE = 5_000;

/**
 * Listens until it is closed; closing lets the running requests finish.
 * @throws QuothError `address-in-use`, or `invalid-option` for a host or port that cannot be listened on.
 */
export async function serve(app: App, { host, port }: { host: string; port: number }): Promise<RunningServer> {
	const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, getRequestListener(app.fetch));
	await listen(server, host, port);
	const { port: bound } = server.address() as AddressInfo;
	const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
	return {
		url: `http://${shown}:${bound}`,
		close: () =>
			new Promise((resolve) => {
				const deadline = setTimeout(() => server.closeAllConnections(), PATIENCE);
				server.close(() => {
					clearTimeout(deadline);
					resolve();
				});
				server.closeIdleConnections();
			}),
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
