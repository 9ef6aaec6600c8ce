import { createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { checkSignature, createReplayGuard, sign } from "../../src/slack/signature.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";
import { BOT, fakeSlack, SIGNING_SECRET, slackBot } from "../support/slack.ts";

const body = (text: string) => new TextEncoder().encode(text);

test("the example of Slack's documentation", () => {
	const sample =
		"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
	const secret = "8f742231b10e8888abcd99yyyzzz85a5";
	const signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
	expect(sign(secret, "1531420618", body(sample))).toBe(signature);
	checkSignature({ timestamp: "1531420618", signature, body: body(sample) }, secret, 1531420618_000);
});

test("10,000 forged, stale, future and mangled signatures: none is accepted", () => {
	const now = 1_700_000_000_000;
	const seconds = now / 1000;
	const payload = body('{"type":"event_callback"}');
	const good = (timestamp: string, secret = SIGNING_SECRET, bytes = payload) => sign(secret, timestamp, bytes);
	const pick = <T>(items: readonly T[], at: number): T => items[at % items.length] as T;
	const forgeries: readonly ((at: number) => { timestamp: string | undefined; signature: string | undefined; body?: Uint8Array })[] = [
		() => ({ timestamp: String(seconds), signature: `v0=${randomBytes(32).toString("hex")}` }),
		(at) => ({ timestamp: String(seconds), signature: good(String(seconds), `${SIGNING_SECRET}${at}`) }),
		(at) => ({ timestamp: String(seconds - 301 - at), signature: good(String(seconds - 301 - at)) }),
		(at) => ({ timestamp: String(seconds + 301 + at), signature: good(String(seconds + 301 + at)) }),
		(at) => ({ timestamp: String(seconds + (at % 200) + 1), signature: good(String(seconds)) }),
		(at) => ({
			timestamp: String(seconds),
			signature: good(String(seconds)),
			body: body(`{"type":"event_callback"}${" ".repeat(1 + (at % 50))}`),
		}),
		(at) => {
			const signature = [...good(String(seconds))];
			const place = 3 + (at % 64);
			signature[place] = signature[place] === "0" ? "1" : "0";
			return { timestamp: String(seconds), signature: signature.join("") };
		},
		(at) => ({
			timestamp: pick([`${seconds}.0`, ` ${seconds}`, `+${seconds}`, `${seconds}e0`, "", "NaN", "-1", `0x${seconds.toString(16)}`], at),
			signature: good(String(seconds)),
		}),
		(at) => ({
			timestamp: String(seconds),
			signature: pick(
				[
					"",
					"v0=",
					"v0",
					good(String(seconds)).slice(3),
					good(String(seconds)).replace("v0", "v1"),
					good(String(seconds)).toUpperCase(),
					`${good(String(seconds))}0`,
					good(String(seconds)).slice(0, -1),
				],
				at,
			),
		}),
		(at) => ({ timestamp: at % 2 === 0 ? undefined : String(seconds), signature: at % 2 === 0 ? good(String(seconds)) : undefined }),
		() => ({ timestamp: String(seconds), signature: `v0=${createHmac("sha1", SIGNING_SECRET).update(payload).digest("hex")}` }),
	];
	let refused = 0;
	for (let at = 0; at < 10_000; at += 1) {
		const { timestamp, signature, body: sent = payload } = pick(forgeries, at)(Math.floor(at / forgeries.length));
		expect(
			() => checkSignature({ timestamp, signature, body: sent }, SIGNING_SECRET, now),
			JSON.stringify({ timestamp, signature }),
		).toThrow(expect.objectContaining({ code: "signature-invalid" }));
		refused += 1;
	}
	expect(refused).toBe(10_000);
	for (const ago of [-300, 0, 300])
		checkSignature({ timestamp: String(seconds - ago), signature: good(String(seconds - ago)), body: payload }, SIGNING_SECRET, now);
});

test("over HTTP: a wrong signature is refused, and a copy of a right request does nothing", async () => {
	const quoth = await quothOver(VILLAGE);
	const slack = await fakeSlack();
	const bot = await slackBot(quoth, slack);
	const mention = { type: "app_mention", user: "U1", text: `<@${BOT}> Who built the bridge?`, channel: "C1", ts: "1.1" };
	const seconds = Date.now() / 1000;
	expect((await bot.event(mention, "Ev-0", { secret: "not the secret" })).status).toBe(401);
	expect((await bot.event(mention, "Ev-0", { at: seconds - 400 })).status).toBe(401);
	expect((await bot.event(mention, "Ev-0", { at: seconds + 400 })).status).toBe(401);
	expect(await (await bot.event(mention, "Ev-0", { secret: "x" })).json()).toMatchObject({ code: "signature-invalid" });
	expect((await bot.event(mention, "Ev-1", { at: seconds })).status).toBe(200);
	for (let at = 0; at < 50; at += 1) expect((await bot.event(mention, "Ev-1", { at: seconds })).status).toBe(401);
	expect((await bot.command("Who built the bridge?", `${slack.origin}/commands/1`, "t1", { at: seconds })).status).toBe(200);
	for (let at = 0; at < 50; at += 1)
		expect((await bot.command("Who built the bridge?", `${slack.origin}/commands/1`, "t1", { at: seconds })).status).toBe(401);
	expect((await bot.send("events", "not json")).status).toBe(400);
	expect((await bot.send("events", '{"type":"unheard_of"}')).status).toBe(400);
	const challenge = await bot.send("events", JSON.stringify({ type: "url_verification", challenge: "3eZbrw1aB" }));
	expect([challenge.status, await challenge.text()]).toEqual([200, "3eZbrw1aB"]);
	expect((await bot.send("events", "x".repeat(300_000))).status).toBe(413);
	await bot.close();
	expect([slack.posted.length, slack.responses.length]).toEqual([1, 1]);
});

test("signatures are forgotten when they are no longer valid", () => {
	let now = 0;
	const guard = createReplayGuard(() => now);
	guard.add("a");
	now = 599_000;
	guard.add("b");
	expect([guard.has("a"), guard.has("b")]).toEqual([true, true]);
	now = 601_000;
	guard.add("c");
	expect([guard.has("a"), guard.has("b")]).toEqual([false, true]);
});
