import { createMcpHandler } from "@modelcontextprotocol/server";
import { type Admission, createAdmission } from "../admission.ts";
import { createMcpServer, type McpOptions } from "./server.ts";

/** MCP over Streamable HTTP, for both generations of the protocol. Who may call is for the server to say that it is mounted in. */
export type McpEndpoint = {
	fetch(request: Request): Promise<Response>;
	close(): Promise<void>;
};

const NO_BATCHES = { jsonrpc: "2.0", id: null, error: { code: -32600, message: "Batches are not taken: send one message at a time." } };

/** The turns of those who ask may be shared with other doors. */
export type McpEndpointOptions = Omit<McpOptions, "admission"> & { readonly admission?: Admission };

/** Each request has a server of its own: nothing is kept between two. */
export function createMcpEndpoint({ admission = createAdmission(), ...options }: McpEndpointOptions): McpEndpoint {
	const handler = createMcpHandler(
		({ requestInfo }) => {
			const publicUrl = options.publicUrl ?? (requestInfo === undefined ? undefined : new URL(requestInfo.url).origin);
			return createMcpServer({ ...options, admission, publicUrl });
		},
		{ onerror: (error) => options.logger.debug({ err: error.message }, "MCP: a request was refused") },
	);
	return {
		async fetch(request) {
			if (request.method !== "POST") return handler.fetch(request);
			const body = await request.text();
			// Many calls in one request would get around the limits on requests. The protocol has had no batches since June 2025.
			if (/^\s*\[/.test(body)) return Response.json(NO_BATCHES, { status: 400 });
			return handler.fetch(new Request(request.url, { method: "POST", headers: request.headers, body, signal: request.signal }));
		},
		close: () => handler.close(),
	};
}
