import { isIP } from "node:net";
import type { Context } from "hono";
import { QuothError } from "../errors.ts";
import { allows, findKey, SCOPES, type Scope } from "../state/api-key.ts";
import type { AppOptions } from "./options.ts";

/** Who sent a request, as far as it tells. */
export type Caller = {
	/** The id of the key; null without one. */
	readonly key: string | null;
	/** Whether many have the same key, as it stands in a page. */
	readonly isShared: boolean;
	readonly scopes: ReadonlySet<Scope>;
	readonly address: string | null;
	/** Whether the request comes from this machine, and not through a proxy. */
	readonly isLocal: boolean;
};

/** What middleware leaves for the routes. */
export type Env = { Variables: { caller: Caller; question?: string } };

/** What may be done without a key, unless told. */
export const ASKING: readonly Scope[] = ["ask"];

/**
 * @throws QuothError `key-missing`, `key-invalid`, or `origin-not-allowed` when a publishable key is used elsewhere than on its websites.
 */
export function readCaller(context: Context, { keys, anonymous = ASKING, trustProxy = 0 }: AppOptions): Caller {
	const address = addressOf(context, trustProxy);
	const at = { address, isLocal: trustProxy === 0 && !isForwarded(context) && (address === null || isLoopback(address)) };
	const sent = writtenKey(context);
	// Clients of OpenAI's API send some key in any case: where none is needed, one that is not of ours is none.
	const written = anonymous.length > 0 && sent !== null && !/^(?:sk|pk)_/.test(sent) ? null : sent;
	if (written === null) {
		if (anonymous.length === 0) throw new QuothError("key-missing", "This server answers to those who have a key.");
		// A page of another website speaks with the browser of someone who may do more than ask.
		const isForeign = context.req.header("origin") !== undefined && !isOwnPage(context);
		return { ...at, key: null, isShared: false, scopes: new Set(isForeign ? anonymous.filter((scope) => scope === "ask") : anonymous) };
	}
	const key = findKey(keys?.keys() ?? [], written);
	if (key === undefined) throw new QuothError("key-invalid", "The key that came with the request is not one of this server's.");
	if (key.kind === "publishable" && !isOwnPage(context)) {
		const origin = context.req.header("origin");
		if (origin === undefined || !key.origins.includes(origin)) {
			const from = origin === undefined ? "a request that names no website" : origin;
			throw new QuothError("origin-not-allowed", `The publishable key ${key.id} is for ${key.origins.join(", ")}, not for ${from}.`);
		}
	}
	return { ...at, key: key.id, isShared: key.kind === "publishable", scopes: new Set(SCOPES.filter((scope) => allows(key, scope))) };
}

/** @throws QuothError `key-invalid` for an Authorization header of another kind */
function writtenKey(context: Context): string | null {
	const header = context.req.header("authorization");
	if (header === undefined) return null;
	const written = /^Bearer +(\S.*?) *$/i.exec(header)?.[1];
	if (written === undefined) throw new QuothError("key-invalid", "The Authorization header does not say `Bearer` and a key.");
	return written;
}

/** Whether a page of this server sent it: browsers say so, and no page can. */
function isOwnPage(context: Context): boolean {
	const origin = context.req.header("origin");
	if (context.req.header("sec-fetch-site") === "same-origin") return true;
	return origin !== undefined && URL.canParse(origin) && new URL(origin).host === context.req.header("host");
}

/**
 * Refuses what a website makes a browser send without being asked for it: changes from a foreign origin.
 * @throws QuothError `origin-not-allowed`
 */
export function requireOrigin(context: Context, isAllowed: (origin: string) => boolean): void {
	const origin = context.req.header("origin");
	const isHarmless = /^(?:GET|HEAD|OPTIONS)$/.test(context.req.method) && context.req.path !== "/mcp"; // MCP asks for it on every request
	if (origin === undefined || isHarmless || isOwnPage(context) || isAllowed(origin)) return;
	throw new QuothError("origin-not-allowed", `Requests from ${origin} are not allowed.`);
}

/** Whether it came through a proxy: whoever sent it then sits elsewhere. */
function isForwarded(context: Context): boolean {
	return ["x-forwarded-for", "forwarded", "x-real-ip", "via"].some((name) => context.req.header(name) !== undefined);
}

/**
 * A website may give its own name the address of this machine, but the browser still says the name; and a proxy on this machine lets others in.
 * @throws QuothError `host-not-allowed`
 */
export function requireNeighbour(context: Context): void {
	if (isForwarded(context)) throw new QuothError("host-not-allowed", "This server answers without keys, and not through a proxy.");
	const host = context.req.header("host");
	if (host === undefined) return;
	const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "") : "";
	if (name === "localhost" || name.endsWith(".localhost") || isLoopback(name)) return;
	throw new QuothError("host-not-allowed", `This server answers without keys, and to localhost only, not to "${host}".`);
}

/** @param proxies how many stand in front: each has put the address that it saw at the end of the header */
export function addressOf(context: Context, proxies: number): string | null {
	const socket =
		(context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress ?? null;
	if (proxies === 0) return socket;
	const told = (context.req.header("x-forwarded-for") ?? "").split(",").map((each) => each.trim());
	const address = told.at(-proxies) ?? "";
	return isIP(address) === 0 ? socket : address;
}

export function isLoopback(address: string): boolean {
	return /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address) || address === "::1";
}

/**
 * What a limit counts by: the key, or the address; for a publishable key, which all visitors of a website have, both.
 * Of IPv6 addresses it is the network, since one customer has all addresses of it.
 */
export function limitKey({ key, isShared, address }: Pick<Caller, "key" | "isShared" | "address">): string {
	if (key !== null && !isShared) return `key ${key}`;
	return `${key ?? ""} ${placeOf(address)}`;
}

function placeOf(address: string | null): string {
	if (address === null || isIP(address) !== 6 || address.includes(".")) return `address ${address ?? "unknown"}`;
	return `network ${networkOf(address)}`;
}

/** The first four groups of an IPv6 address. */
function networkOf(address: string): string {
	const [head = "", tail] = (address.split("%")[0] as string).split("::");
	const groups = head === "" ? [] : head.split(":");
	const rest = tail === undefined || tail === "" ? [] : tail.split(":");
	const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0");
	return [...groups, ...zeros, ...rest].slice(0, 4).join(":");
}
