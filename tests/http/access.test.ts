import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import type { AppOptions } from "../../src/http/options.ts";
import { createLogger } from "../../src/log.ts";
import { createKeyStore } from "../../src/state/key-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

const SITE = "https://www.example.org";

async function serverWith(options: (state: string) => AppOptions = () => ({})) {
	const state = temporaryFolder();
	const keys = createKeyStore(state);
	const app = createApp(await quothOver(VILLAGE), createLogger("silent"), { keys, assets: new Map(), ...options(state) });
	const ask = (headers: Record<string, string> = {}, env: object = {}) =>
		app.request(
			"/v1/ask",
			{ method: "POST", headers: { "content-type": "application/json", ...headers }, body: '{"question":"Who built the bridge?"}' },
			env,
		);
	return { app, keys, state, ask };
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code?: string }).code];

describe("keys", () => {
	test("where they are needed, nothing of the API answers without one, and the header says which kind", async () => {
		const { app, ask } = await serverWith(() => ({ anonymous: [] }));
		const refused = await ask();
		expect(refused.headers.get("www-authenticate")).toMatch(/^Bearer/);
		expect(await codeOf(refused)).toEqual([401, "key-missing"]);
		for (const path of ["/v1/documents", "/v1/search?q=mill", "/v1/documents/bakery.txt", "/v1/ledger", "/v1/nothing"]) {
			expect([path, (await app.request(path)).status]).toEqual([path, 401]);
		}
		for (const path of ["/healthz", "/readyz", "/openapi.json"]) expect([path, (await app.request(path)).status]).toEqual([path, 200]);
	});

	test("a key is shown once, stored as a hash, and worthless once revoked, while the server runs", async () => {
		const { ask, keys, state } = await serverWith(() => ({ anonymous: [] }));
		const { key, written } = createKeyStore(state).create({ name: "reports", scopes: ["ask"], origins: [] });
		expect(written).toMatch(/^sk_[0-9a-f]{8}_[\w-]{32}$/);
		const stored = await import("node:fs").then(({ readFileSync, statSync }) => {
			const path = join(state, "keys", `${key.id}.json`);
			expect(statSync(path).mode & 0o777).toBe(0o600);
			return readFileSync(path, "utf8");
		});
		expect(stored).not.toContain(written.slice(12));
		expect((await ask(bearer(written))).status).toBe(200);
		for (const wrong of [
			`${written}x`,
			written.slice(0, -1),
			written.replace("sk_", "pk_"),
			written.replace(/.$/, (end) => (end === "A" ? "B" : "A")),
		]) {
			expect(await codeOf(await ask(bearer(wrong)))).toEqual([401, "key-invalid"]);
		}
		expect(await codeOf(await ask({ authorization: "Basic eDp5" }))).toEqual([401, "key-invalid"]);
		createKeyStore(state).revoke(key.id);
		expect(await codeOf(await ask(bearer(written)))).toEqual([401, "key-invalid"]);
		expect(keys.keys()).toEqual([]);
	});

	test("a wrong key is refused even where none is needed", async () => {
		const { ask } = await serverWith();
		expect((await ask()).status).toBe(200);
		expect(await codeOf(await ask(bearer(`sk_00000000_${"x".repeat(32)}`)))).toEqual([401, "key-invalid"]);
	});

	test("where none is needed to ask, one is needed to do more", async () => {
		const { app, ask } = await serverWith();
		expect((await ask()).status).toBe(200);
		for (const path of ["/v1/ledger", "/v1/feedback", "/v1/jobs"])
			expect(await codeOf(await app.request(path))).toEqual([401, "key-missing"]);
		expect(await codeOf(await app.request("/v1/documents/bakery.txt", { method: "DELETE" }))).toEqual([401, "key-missing"]);
	});

	test("a key allows what its scopes name", async () => {
		const { app, keys } = await serverWith(() => ({ anonymous: [] }));
		const of = (...scopes: ("ask" | "ingest" | "admin")[]) => bearer(keys.create({ name: "", scopes, origins: [] }).written);
		const status = async (path: string, headers: Record<string, string>) => (await app.request(path, { headers })).status;
		expect(await status("/v1/documents", of("ask"))).toBe(200);
		expect(await codeOf(await app.request("/v1/ledger", { headers: of("ask") }))).toEqual([403, "scope-missing"]);
		expect(await status("/v1/ledger", of("ingest"))).toBe(200);
		expect(await status("/v1/documents", of("ingest"))).toBe(403);
		expect(await status("/v1/feedback", of("ask", "ingest"))).toBe(403);
		for (const path of ["/v1/documents", "/v1/ledger"]) expect(await status(path, of("admin"))).toBe(200);
	});

	test("a publishable key works on its websites and on the server's own pages only", async () => {
		const { ask, keys } = await serverWith(() => ({ anonymous: [] }));
		const { written } = keys.create({ name: "", scopes: ["ask"], origins: [SITE] });
		expect(written).toMatch(/^pk_/);
		expect((await ask({ ...bearer(written), origin: SITE })).status).toBe(200);
		expect((await ask({ ...bearer(written), "sec-fetch-site": "same-origin" })).status).toBe(200);
		expect((await ask({ ...bearer(written), origin: "http://quoth.test", host: "quoth.test" })).status).toBe(200);
		for (const origin of ["https://evil.example", `${SITE}.evil.example`, "null"]) {
			expect(await codeOf(await ask({ ...bearer(written), origin }))).toEqual([403, "origin-not-allowed"]);
		}
		expect(await codeOf(await ask(bearer(written)))).toEqual([403, "origin-not-allowed"]);
	});

	test("a file of keys that is damaged lets no one in", async () => {
		const { ask, keys, state } = await serverWith(() => ({ anonymous: [] }));
		const { key, written } = keys.create({ name: "", scopes: ["ask"], origins: [] });
		(await import("node:fs")).writeFileSync(join(state, "keys", `${key.id}.json`), "{");
		const refused = await ask(bearer(written));
		expect(await refused.clone().text()).not.toContain(state);
		expect(await codeOf(refused)).toEqual([500, "state-unreadable"]);
		expect(() => createKeyStore(state).keys()).toThrow(/keys cannot be read/);
	});
});

describe("websites", () => {
	test("browsers are told of the allowed origins, on errors too, and of no others", async () => {
		const { app, keys, ask } = await serverWith(() => ({ origins: [SITE] }));
		keys.create({ name: "", scopes: ["ask"], origins: ["https://other.example"] });
		for (const origin of [SITE, "https://other.example"]) {
			const preflight = await app.request("/v1/ask", {
				method: "OPTIONS",
				headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type" },
			});
			expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
			expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
		}
		const wrong = await ask({ ...bearer("sk_nonsense"), origin: SITE });
		expect([wrong.status, wrong.headers.get("access-control-allow-origin")]).toEqual([401, SITE]);
		expect(
			(await app.request("/v1/documents", { headers: { origin: "https://evil.example" } })).headers.get("access-control-allow-origin"),
		).toBe(null);
	});

	test("what a website makes a browser send without asking is refused", async () => {
		const { app, ask } = await serverWith();
		expect(await codeOf(await ask({ origin: "https://evil.example" }))).toEqual([403, "origin-not-allowed"]);
		const form = new FormData();
		form.set("files", new File(["poison"], "a.txt"));
		const upload = await app.request("/v1/documents", { method: "POST", body: form, headers: { origin: "https://evil.example" } });
		expect(await codeOf(upload)).toEqual([403, "origin-not-allowed"]);
	});

	test("a website that gives its name the address of this machine reaches nothing", async () => {
		const { app } = await serverWith(() => ({ loopbackOnly: true }));
		const get = (host: string) => app.request("/v1/documents", { headers: { host } });
		for (const host of ["localhost:8420", "127.0.0.1:8420", "[::1]:8420", "quoth.localhost"])
			expect([host, (await get(host)).status]).toEqual([host, 200]);
		for (const host of ["evil.example", "127.0.0.1.evil.example:8420", "192.168.1.5", "localhost.evil.example"]) {
			expect([host, ...(await codeOf(await get(host)))]).toEqual([host, 403, "host-not-allowed"]);
		}
	});
});

describe("limits", () => {
	test("so many requests a minute for each address, with the standard headers", async () => {
		const { ask } = await serverWith(() => ({ rateLimit: 3 }));
		const here = from("203.0.113.7");
		for (const left of [2, 1, 0]) {
			const served = await ask({}, here);
			expect([served.status, served.headers.get("ratelimit")]).toEqual([200, expect.stringMatching(`^"default";r=${left};t=\\d+$`)]);
			expect(served.headers.get("ratelimit-policy")).toBe('"default";q=3;w=60');
		}
		const refused = await ask({}, here);
		expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
		expect(await codeOf(refused)).toEqual([429, "rate-limited"]);
		expect((await ask({}, from("203.0.113.8"))).status).toBe(200);
	});

	test("addresses of one IPv6 network count as one; a key counts wherever it is used; this machine is not counted", async () => {
		const { ask, keys } = await serverWith(() => ({ rateLimit: 1 }));
		expect((await ask({}, from("2001:db8:1:2::a"))).status).toBe(200);
		expect((await ask({}, from("2001:db8:1:2:ffff::b"))).status).toBe(429);
		expect((await ask({}, from("2001:db8:1:3::a"))).status).toBe(200);
		const key = bearer(keys.create({ name: "", scopes: ["ask"], origins: [] }).written);
		expect((await ask(key, from("203.0.113.1"))).status).toBe(200);
		expect((await ask(key, from("203.0.113.2"))).status).toBe(429);
		for (let i = 0; i < 3; i++) expect((await ask({}, from("::ffff:127.0.0.1"))).status).toBe(200);
		expect((await ask({ "x-forwarded-for": "203.0.113.99" }, from("127.0.0.1"))).status).toBe(200);
		expect((await ask({ "x-forwarded-for": "203.0.113.99" }, from("127.0.0.1"))).status).toBe(429);
	});

	test("behind a proxy the address is the one that the proxy saw, not one that the caller made up", async () => {
		const { ask } = await serverWith(() => ({ rateLimit: 1, trustProxy: 1 }));
		expect((await ask({ "x-forwarded-for": "1.1.1.1, 203.0.113.5" }, from("127.0.0.1"))).status).toBe(200);
		expect((await ask({ "x-forwarded-for": "2.2.2.2, 203.0.113.5" }, from("127.0.0.1"))).status).toBe(429);
		expect((await ask({ "x-forwarded-for": "203.0.113.6" }, from("127.0.0.1"))).status).toBe(200);
	});

	test("more at once than may wait are told to come back, and those that were let in are answered", async () => {
		const { ask } = await serverWith(() => ({ maxConcurrent: 5 }));
		const responses = await Promise.all(Array.from({ length: 40 }, () => ask()));
		const statuses = responses.map(({ status }) => status);
		expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(5);
		const refused = responses.filter(({ status }) => status === 503);
		expect(refused.length).toBe(40 - statuses.filter((status) => status === 200).length);
		expect(refused.length).toBeGreaterThan(0);
		for (const response of refused) {
			expect(response.headers.get("retry-after")).toBe("1");
			expect(await codeOf(response)).toEqual([503, "overloaded"]);
		}
		expect((await ask()).status).toBe(200);
	});
});
