import { createMcpHandler } from "@modelcontextprotocol/server";
import { type Admission, createAdmission } from "../admission.ts";
import { createMcpServer, type McpOptions } from "./server.ts";

/** MCP over Streamable HTTP, for both generations of the protocol. Who may call is for the server to say that it is mounted in. */
export type McpEndpoint = {
	fetch(request: Request): Promise<Response>;
	close(): Promise<void>;
};

/** The turns of those who ask may be shared with other doors. */
export type McpEndpointOptions = Omit<McpOptions, "admission"> & { readonly admission?: Admission };

/** Each request has a server of its own: nothing is kept between two. */
export function createMcpEndpoint({ admission = createAdmission(256), ...options }: McpEndpointOptions): McpEndpoint {
	const handler = createMcpHandler(
		({ requestInfo }) => {
			const publicUrl = options.publicUrl ?? (requestInfo === undefined ? undefined : new URL(requestInfo.url).origin);
			return createMcpServer({ ...options, admission, publicUrl });
		},
		{ onerror: (error) => options.logger.debug({ err: error.message }, "MCP: a request was refused") },
	);
	return { fetch: (request) => handler.fetch(request), close: () => handler.close() };
}
