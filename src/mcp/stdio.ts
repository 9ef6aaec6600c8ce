import type { Readable, Writable } from "node:stream";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import { createMcpServer, type McpOptions } from "./server.ts";

/** Speaks MCP with the program that started this one, until it closes the input or the signal ends it. */
export async function serveMcpOverStdio(options: McpOptions, input: Readable, output: Writable, signal: AbortSignal): Promise<void> {
	const transport = new StdioServerTransport(input, output);
	const handle = serveStdio(() => createMcpServer(options), {
		transport,
		onerror: (error) => options.logger.debug({ err: error.message }, "MCP: a message was refused"),
	});
	await new Promise<void>((resolve) => {
		input.once("end", resolve).once("close", resolve);
		signal.addEventListener("abort", () => resolve(), { once: true });
		if (signal.aborted) resolve();
	});
	await handle.close();
}
