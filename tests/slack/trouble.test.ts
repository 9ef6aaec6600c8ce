import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { QuothError } from "../../src/errors.ts";
import { SlackTaskSchema } from "../../src/slack/bot.ts";
import { openEventJournal } from "../../src/state/event-journal.ts";
import { createFeedbackStore } from "../../src/state/feedback-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";
import { BOT, fakeSlack, type Posted, quotesOf, slackBot, slackVillage, textOf } from "../support/slack.ts";

describe("when things go wrong", () => {
	test("Slack's repetition of an event is acknowledged and not answered again", async () => {
		const { slack, bot } = await slackVillage();
		for (const retry of [undefined, "1", "2"]) {
			const event = { type: "app_mention", user: "U1", text: `<@${BOT}> Who built the bridge?`, channel: "C1", ts: "1.1" };
			const response = await bot.event(event, "Ev-1", { headers: retry === undefined ? {} : { "x-slack-retry-num": retry } });
			expect(response.status).toBe(200);
		}
		await bot.close();
		expect(slack.posted).toHaveLength(1);
	});

	test("429, errors that pass and lost connections: tried again, and posted once", async () => {
		const { slack, bot } = await slackVillage();
		slack.troubles.push(
			{ method: "chat.postMessage", status: 429, retryAfter: 1 },
			{ method: "chat.postMessage", drop: "before" },
			{ method: "chat.postMessage", drop: "after" }, // it was posted, and no one was told
		);
		const begun = Date.now();
		await bot.mention("Who built the bridge?");
		await expect.poll(() => slack.troubles.length, { timeout: 20_000 }).toBe(0);
		await bot.close();
		expect(slack.posted).toHaveLength(1);
		expect(Date.now() - begun).toBeGreaterThan(1_000);
	}, 30_000);

	test.each([
		["429 without a time", { status: 429, retryAfter: null }],
		["429 with a date", { status: 429, retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT" }],
		["429 with nothing to wait for", { status: 429, retryAfter: 0 }],
		["a page of a proxy", { page: "<html><h1>Bad gateway</h1></html>" }],
		["a time-out of a proxy", { status: 408 }],
	] as const)(
		"%s: tried again, and not at once",
		async (_, trouble) => {
			const { slack, bot } = await slackVillage();
			slack.troubles.push({ method: "chat.postMessage", times: 2, ...trouble }, { method: "response", times: 2, ...trouble });
			await bot.mention("Who built the bridge?");
			await bot.command("Who built the bridge?", `${slack.origin}/commands/1`);
			await expect.poll(() => [slack.posted.length, slack.responses.length], { timeout: 10_000 }).toEqual([1, "page" in trouble ? 0 : 1]);
			const times = slack.tries.filter(({ method }) => method === "chat.postMessage").map(({ at }) => at);
			expect(times).toHaveLength(2);
			expect((times[1] as number) - (times[0] as number)).toBeGreaterThan(300);
		},
		15_000,
	);

	test("answers that cannot be delivered hold up no others, and a limit on one channel none in another", async () => {
		const { slack, bot } = await slackVillage();
		slack.troubles.push({ method: "chat.postMessage", channel: "CBAD", times: 1_000, error: "internal_error" });
		slack.troubles.push({ method: "chat.postMessage", channel: "CFULL", times: 1_000, status: 429, retryAfter: 60 });
		for (let at = 0; at < 6; at += 1) {
			await bot.mention("Who built the bridge?", { channel: "CBAD", ts: `1${at}.1` });
			await bot.mention("Who built the bridge?", { channel: "CFULL", ts: `2${at}.1` });
		}
		await bot.mention("Who built the bridge?", { channel: "CGOOD", ts: "3.1" });
		await expect.poll(() => slack.posted.map(({ channel }) => channel), { timeout: 3_000 }).toEqual(["CGOOD"]);
		await bot.close(0);
	});

	test("a question that is too long spoils nothing that follows in its thread", async () => {
		const { slack, bot } = await slackVillage();
		await bot.mention("why ".repeat(600), { ts: "1.1" });
		await bot.mention("Who built the bridge?", { ts: "1.2", thread_ts: "1.1" });
		await expect.poll(() => slack.posted.length).toBe(2);
		expect(textOf(slack.posted[0] as Posted)).toContain("2000 characters");
		expect(quotesOf(slack.posted[1])[0]).toContain("Jonas Fell");
	});

	test("a follow-up that comes before the first answer is out waits for it, and is understood by it", async () => {
		const { slack, bot } = await slackVillage();
		slack.troubles.push({ method: "chat.postMessage", status: 429, retryAfter: 1 });
		await bot.mention("Who founded the bakery?", { ts: "1.1" });
		const reply = {
			type: "message",
			channel_type: "channel",
			user: "U2",
			text: "What about the bridge?",
			channel: "C1",
			ts: "1.2",
			thread_ts: "1.1",
		};
		await bot.event(reply, "Ev-2");
		await expect.poll(() => slack.posted.length, { timeout: 5_000 }).toBe(2);
		expect(slack.posted[0]?.metadata.event_payload.question).toBe("Who founded the bakery?");
		expect(textOf(slack.posted[1] as Posted)).toContain("Understood as: ");
	});

	test("a message that Slack does not take is apologized for", async () => {
		const { slack, bot } = await slackVillage();
		slack.troubles.push({ method: "chat.postMessage", error: "invalid_blocks" });
		await bot.mention("Who built the bridge?");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(textOf(slack.posted[0] as Posted)).toContain("Ask at https://quoth.example.org");
	});

	test("closing waits for no one who does not answer", async () => {
		const { slack, bot } = await slackVillage();
		slack.troubles.push({ method: "chat.postMessage", hang: true }, { method: "response", hang: true });
		await bot.mention("Who built the bridge?");
		await bot.command("Who built the bridge?", `${slack.origin}/commands/1`);
		await expect.poll(() => slack.troubles.length).toBe(0);
		const begun = performance.now();
		await bot.close(500);
		expect(performance.now() - begun).toBeLessThan(3_000);
	});

	test("a second process does not take over the folder of state of one that runs", async () => {
		const { quoth, slack, bot } = await slackVillage();
		await expect(openEventJournal(join(bot.state, "slack.jsonl"), SlackTaskSchema, { patience: 0 })).rejects.toThrow(
			expect.objectContaining({ code: "state-locked" }),
		);
		await bot.close();
		const next = await slackBot(quoth, slack, { state: bot.state });
		await next.mention("Who built the bridge?");
		await expect.poll(() => slack.posted.length).toBe(1);
	});

	test("what Slack refuses for good is given up, and the next question is answered", async () => {
		const { slack, bot } = await slackVillage();
		slack.troubles.push({ method: "chat.postMessage", error: "not_in_channel" });
		await bot.mention("Who built the bridge?", { ts: "1.1" });
		await bot.mention("Who built the bridge?", { ts: "2.1" });
		await expect.poll(() => slack.posted.length).toBe(1);
	});

	test("an event that was taken before the process ended is answered after the next start; one that was posted is not", async () => {
		const quoth = await quothOver(VILLAGE);
		const slack = await fakeSlack();
		const first = await slackBot(quoth, slack, { ready: new Promise(() => {}) }); // it takes, and never comes to answer
		expect((await first.mention("Who built the bridge?", { id: "Ev-1", ts: "1.1" })).status).toBe(200);
		await first.close(0);
		expect(slack.posted).toHaveLength(0);
		const journal = join(first.state, "slack.jsonl");
		const crashed = readFileSync(journal, "utf8");
		const second = await slackBot(quoth, slack, { state: first.state });
		await expect.poll(() => slack.posted.length).toBe(1);
		await second.close();
		// as if the process had ended between posting and writing that down
		writeFileSync(journal, `${crashed}{"type":"begun","id":"Ev-1"}\n{"type":"do`);
		const third = await slackBot(quoth, slack, { state: first.state });
		expect((await third.mention("Who built the bridge?", { id: "Ev-1", ts: "1.1" })).status).toBe(200);
		await expect.poll(() => readFileSync(journal, "utf8"), { timeout: 10_000 }).toContain('"type":"done"');
		// the answer that was found in the thread is remembered too
		const reply = { type: "message", channel_type: "channel", user: "U2", text: "And when?", channel: "C1", ts: "1.2", thread_ts: "1.1" };
		await third.event(reply, "Ev-2");
		await expect.poll(() => slack.posted.length).toBe(2);
		expect(textOf(slack.posted[1] as Posted)).toContain("Understood as: ");
		await third.close();
		expect(slack.posted).toHaveLength(2);
	}, 20_000);

	test("a rating that cannot be kept is not thanked for until it is; a restart keeps it once", async () => {
		const state = temporaryFolder();
		const feedback = createFeedbackStore(state);
		let failures = 1;
		const failing = {
			...feedback,
			async add(rating: Parameters<typeof feedback.add>[0]) {
				failures -= 1;
				if (failures >= 0) throw new QuothError("write-failed", "The disk is full.");
				await feedback.add(rating);
			},
		};
		const { quoth, slack, bot } = await slackVillage({ feedback: failing, state });
		const press = {
			trigger_id: "a",
			user: { id: "U1" },
			channel: { id: "C1" },
			container: { message_ts: "2.1", thread_ts: "1.1" },
			response_url: `${slack.origin}/commands/9`,
			actions: [{ action_id: "quoth_up", value: JSON.stringify({ answerId: "answer 1" }) }],
		};
		expect((await bot.press(press)).status).toBe(200);
		await expect.poll(() => failures).toBe(0);
		expect([await feedback.newest(9), slack.responses]).toEqual([[], []]);
		slack.troubles.push({ method: "response", times: 1_000, status: 503 });
		await expect.poll(async () => (await feedback.newest(9)).length, { timeout: 15_000 }).toBe(1);
		await bot.close(0);
		slack.troubles.length = 0;
		const again = await slackBot(quoth, slack, { state, feedback });
		await expect.poll(() => slack.responses.length, { timeout: 5_000 }).toBe(1);
		expect((await again.press(press)).status).toBe(200); // a copy, after the restart
		await again.close();
		expect([(await feedback.newest(9)).length, slack.responses.length]).toEqual([1, 1]);
	}, 30_000);

	test("an answer to a command that Slack does not take is apologized for", async () => {
		const { slack, bot } = await slackVillage();
		slack.troubles.push({ method: "response", status: 400 });
		await bot.command("Who built the bridge?", `${slack.origin}/commands/1`);
		await expect.poll(() => slack.responses.length).toBe(1);
		expect(JSON.stringify(slack.responses[0]?.body)).toContain("Ask at https://quoth.example.org");
	});

	test("closing finishes what was taken, and an index that cannot answer is told as a failure", async () => {
		const { slack, bot } = await slackVillage();
		for (let at = 0; at < 20; at += 1) await bot.mention("Who built the bridge?", { ts: `${at}.1` });
		await bot.close();
		expect(slack.posted).toHaveLength(20);
		const broken = await slackVillage();
		broken.quoth.pin = () => {
			throw new Error("secret path /var/lib/quoth");
		};
		await broken.bot.mention("Who built the bridge?");
		await expect.poll(() => broken.slack.posted.length).toBe(1);
		expect(textOf(broken.slack.posted[0] as Posted)).toMatch(/could not be answered.*\(internal\)/);
		expect(textOf(broken.slack.posted[0] as Posted)).not.toContain("secret");
	});
});
