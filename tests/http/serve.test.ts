import { Hono } from "hono";
import { expect, test } from "vitest";
import { serve } from "../../src/http/serve.ts";

test("it listens on a free port, and closing lets a running request finish", async () => {
	const app = new Hono().get("/slow", async (context) => {
		await new Promise((resolve) => setTimeout(resolve, 300));
		return context.text("done");
	});
	const server = await serve(app, { host: "127.0.0.1", port: 0 });
	const running = fetch(`${server.url}/slow`).then((response) => response.text());
	await new Promise((resolve) => setTimeout(resolve, 100));
	await server.close();
	expect(await running).toBe("done");
	await expect(fetch(server.url)).rejects.toThrow();
});

test("a port in use, and an address that is not ours, are clear errors", async () => {
	const server = await serve(new Hono(), { host: "127.0.0.1", port: 0 });
	const port = Number(new URL(server.url).port);
	await expect(serve(new Hono(), { host: "127.0.0.1", port })).rejects.toMatchObject({
		code: "address-in-use",
		message: expect.stringContaining(String(port)),
	});
	await expect(serve(new Hono(), { host: "192.0.2.1", port: 0 })).rejects.toMatchObject({
		code: "invalid-option",
		message: expect.stringContaining("192.0.2.1"),
	});
	await server.close();
});
