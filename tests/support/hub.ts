import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const BUNDLED = join(import.meta.dirname, "../../models/quoth-static-en");

/** A stand-in for the hub on loopback: it serves the bundled model's files under the name of any model in `tests/`. */
export async function startHub(options: { breakOff?: string } = {}) {
	const requests: string[] = [];
	const server = createServer((request, response) => {
		requests.push(request.url ?? "");
		const match = /^\/tests\/[\w.-]+\/resolve\/main\/([\w./-]+)$/.exec(request.url ?? "");
		const path = join(BUNDLED, match?.[1] ?? "missing");
		if (match === null || !existsSync(path)) return response.writeHead(404).end();
		response.writeHead(200, { "content-length": statSync(path).size });
		if (match[1] === options.breakOff) return response.write("half", () => response.destroy());
		createReadStream(path).pipe(response);
		return undefined;
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const close = () =>
		new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	onTestFinished(close);
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}
