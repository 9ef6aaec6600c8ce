import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { QuothError } from "../../src/errors.ts";
import { quotesInBlocks } from "../../src/render/slack.ts";
import { SlackTaskSchema } from "../../src/slack/bot.ts";
import { openEventJournal } from "../../src/state/event-journal.ts";
import { createFeedbackStore } from "../../src/state/feedback-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";
import { BOT, fakeSlack, type Posted, slackBot } from "../support/slack.ts";

async function village(options: Parameters<typeof slackBot>[2] = {}, files: Record<string, string> = VILLAGE) {
	const quoth = await quothOver(files);
	const slack = await fakeSlack();
	return { quoth, slack, bot: await slackBot(quoth, slack, options) };
}

/** What suggestions can be made of. */
const MILL = {
	"mill.txt":
		"The old mill\n\nThe old mill is a tower of brick at the edge of the valley. The old mill was restored in 1996 by the parish.",
};

const quotesOf = (message: Posted | undefined) => quotesInBlocks(message?.blocks ?? []);
const textOf = (message: { blocks: unknown }) => JSON.stringify(message.blocks);
const buttonsOf = (message: { blocks: { type: string; elements?: unknown }[] }) =>
	message.blocks
		.filter(({ type }) => type === "actions")
		.flatMap(({ elements }) => elements as { action_id: string; value: string; url: string }[]);

describe("asking in Slack", () => {
	test("a mention is answered in its thread: the same quotes as elsewhere, plain and numbered, with their sources", async () => {
		const { quoth, slack, bot } = await village();
		const response = await bot.mention("Who built the bridge?", { ts: "100.1" });
		expect([response.status, await response.text()]).toEqual([200, ""]);
		await expect.poll(() => slack.posted.length).toBe(1);
		const [message] = slack.posted as [Posted];
		const answer = await quoth.ask({ question: "Who built the bridge?" });
		expect(message).toMatchObject({ channel: "C1", thread_ts: "100.1", unfurl_links: "false" });
		expect(quotesOf(message)).toEqual(answer.quotes.map(({ text }) => text));
		expect(textOf(message)).toContain('"[1] The bridge · Mara Quint"');
		const open = buttonsOf(message).find(({ action_id }) => action_id === "quoth_open_1");
		expect(open?.url).toMatch(/^https:\/\/quoth\.example\.org\/documents\/[0-9a-f]{12}\?quotes=.*#char=\d+,\d+$/);
	});

	test("what the documents do not answer is told so, with the nearest passages as no answer", async () => {
		const { slack, bot } = await village();
		await bot.mention("What is the weather on Mars?");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(textOf(slack.posted[0] as Posted)).toContain("Not found in these documents.");
		expect(slack.posted[0]?.text).toContain("Not found");
	});

	test("a direct message, with a status while it is worked on; that and the suggested prompts may fail without harm", async () => {
		const { slack, bot } = await village({}, { ...VILLAGE, ...MILL });
		slack.troubles.push({ method: "assistant.threads.setStatus", error: "missing_scope" });
		await bot.event({ type: "app_home_opened", user: "U1", channel: "D1", tab: "messages" }, "Ev-home");
		await bot.event({ type: "message", channel_type: "im", user: "U1", text: "Who built the bridge?", channel: "D1", ts: "5.1" }, "Ev-dm");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(quotesOf(slack.posted[0])[0]).toContain("Jonas Fell");
		await expect.poll(() => slack.calls.filter(({ method }) => method === "assistant.threads.setSuggestedPrompts").length).toBe(1);
		const prompts = slack.calls.find(({ method }) => method === "assistant.threads.setSuggestedPrompts")?.args.prompts;
		expect(prompts).toContainEqual(expect.objectContaining({ message: expect.stringMatching(/\?$/) }));
	});

	test("a follow-up in a thread is read by what was asked before, with or without a mention, also after a restart", async () => {
		const { quoth, slack, bot } = await village();
		await bot.mention("Who founded the bakery?", { ts: "1.1" });
		await expect.poll(() => slack.posted.length).toBe(1);
		await bot.close();
		const again = await slackBot(quoth, slack, { state: bot.state });
		const reply = (text: string, ts: string, id: string, more = {}) =>
			again.event({ type: "message", channel_type: "channel", user: "U2", text, channel: "C1", ts, thread_ts: "1.1", ...more }, id);
		await reply("What about the bridge?", "1.2", "Ev-2");
		await expect.poll(() => slack.posted.length).toBe(2);
		expect(textOf(slack.posted[1] as Posted)).toContain("Understood as: ");
		// people speak with each other: no answer
		await reply("Thanks, that helps.", "1.3", "Ev-3");
		await reply("<@U3> is that right?", "1.4", "Ev-4");
		await reply("Who built the bridge?", "1.5", "Ev-5", { bot_id: "B7" });
		await reply("Who built the bridge?", "1.6", "Ev-6", { subtype: "message_changed" });
		await again.event({ type: "message", channel_type: "channel", user: "U2", text: "Who built it?", channel: "C1", ts: "9.1" }, "Ev-7");
		await again.close();
		expect(slack.posted).toHaveLength(2);
	});

	test("in a thread that others began, what was said before gives the context", async () => {
		const { slack, bot } = await village();
		slack.said.push({ channel: "C1", ts: "7.1", user: "U2", text: "Who founded the bakery?" });
		await bot.mention("what about the bridge?", { ts: "7.2", thread_ts: "7.1" });
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(textOf(slack.posted[0] as Posted)).toContain("Understood as: ");
	});

	test("in a channel that is listened to each message is a question; one that also mentions the bot is answered once", async () => {
		const { slack, bot } = await village({ channels: ["C9"] });
		const message = { channel_type: "channel", user: "U2", text: "Who built the bridge?", channel: "C9" };
		await bot.event({ type: "message", ...message, ts: "1.1" }, "Ev-1");
		await bot.event({ type: "message", ...message, text: `<@${BOT}> Who built the bridge?`, ts: "2.1" }, "Ev-2");
		await bot.event({ type: "app_mention", ...message, text: `<@${BOT}> Who built the bridge?`, ts: "2.1" }, "Ev-3");
		await bot.event({ type: "message", ...message, text: "", subtype: "file_share", ts: "3.1" }, "Ev-4"); // a picture without words
		await bot.event({ type: "message", ...message, user: "USLACKBOT", text: "Reminder: who built it?", ts: "4.1" }, "Ev-5");
		// where Slack does not say who the bot is, the two events are known by their message
		const body = (event: object, event_id: string) => JSON.stringify({ type: "event_callback", event_id, team_id: "T1", event });
		const both = { ...message, text: `<@${BOT}> Who built the bridge?`, ts: "5.1" };
		await bot.send("events", body({ type: "message", ...both }, "Ev-6"));
		await bot.send("events", body({ type: "app_mention", ...both }, "Ev-7"));
		await bot.close();
		expect(slack.posted.map(({ thread_ts }) => thread_ts).sort()).toEqual(["1.1", "2.1", "5.1"]);
	});

	test("markup of Slack's in a question is read as its writer typed it", async () => {
		const { slack, bot } = await village();
		await bot.mention("Who built the <https://example.org/bridge|bridge> &amp; when?");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(slack.posted[0]?.metadata.event_payload.question).toBe("Who built the bridge & when?");
	});

	test("a command is answered where it says, to the asker only, with the question above; nowhere but at Slack's addresses", async () => {
		const { slack, bot } = await village();
		const response = await bot.command("Who built the bridge?", `${slack.origin}/commands/1`);
		expect([response.status, await response.text()]).toEqual([200, ""]);
		await expect.poll(() => slack.responses.length).toBe(1);
		const [{ body }] = slack.responses as unknown as [{ body: { blocks: { type: string }[]; response_type: string } }];
		expect(body.response_type).toBe("ephemeral");
		expect(JSON.stringify(body.blocks)).toContain("Question: Who built the bridge?");
		expect(quotesInBlocks(body.blocks)[0]).toContain("Jonas Fell");
		for (const url of [
			"https://example.org/x",
			"http://hooks.slack.com/x",
			"https://hooks.slack.com.example.org/",
			"https://u@hooks.slack.com/",
			"x",
		])
			expect((await bot.command("Who built the bridge?", url)).status).toBe(400);
		expect(await (await bot.command("", `${slack.origin}/commands/2`)).json()).toMatchObject({ response_type: "ephemeral" });
	});

	test("a mention without a question is told how to ask; a question that is too long is told so", async () => {
		const { slack, bot } = await village();
		await bot.mention("", { ts: "1.1" });
		await bot.mention("why ".repeat(600), { ts: "2.1" });
		await expect.poll(() => slack.posted.length).toBe(2);
		for (const said of ["Ask me a question", "2000 characters"]) expect(slack.posted.map(textOf).join()).toContain(said);
	});
});

describe("what Slack shows", () => {
	test("no markup, mention or smiley in a document does anything, and every character is there", async () => {
		const hostile = "The bridge <!channel> was built by *Jonas* <@U1> & _Fell_ `x` :bomb: <https://e.org|here> 😀 in 1822.";
		const { slack, bot } = await village({}, { "bridge.txt": `<!here> The *bridge*\n\n${hostile}` });
		await bot.mention("Who built the bridge in 1822?");
		await expect.poll(() => slack.posted.length).toBe(1);
		const [message] = slack.posted as [Posted];
		expect(quotesOf(message)).toEqual([hostile]);
		expect(message.text).not.toMatch(/<[!@#]/);
		expect(textOf(message)).not.toContain('"mrkdwn"');
	});
});

describe("buttons", () => {
	test("feedback is kept once, and thanked for; asking again answers anew in the thread", async () => {
		const state = temporaryFolder();
		const feedback = createFeedbackStore(state);
		const { slack, bot } = await village({ feedback, state });
		await bot.mention("Who built the bridge?");
		await expect.poll(() => slack.posted.length).toBe(1);
		const button = (id: string) => buttonsOf(slack.posted[0] as Posted).find(({ action_id }) => action_id === id);
		const pressed = (id: string, trigger: string) =>
			bot.press({
				trigger_id: trigger,
				team: { id: "T1" },
				user: { id: "U1" },
				channel: { id: "C1" },
				container: { message_ts: "200.1", thread_ts: "100.1", is_ephemeral: false },
				response_url: `${slack.origin}/commands/9`,
				actions: [{ action_id: id, value: button(id)?.value }],
			});
		expect((await pressed("quoth_up", "a")).status).toBe(200);
		await Promise.all(["b", "c2", "d2"].map((trigger) => pressed("quoth_up", trigger)));
		expect((await pressed("quoth_open_1", "c")).status).toBe(200);
		expect((await pressed("quoth_again", "d")).status).toBe(200);
		await expect.poll(() => slack.posted.length).toBe(2);
		await expect.poll(() => slack.responses.length).toBe(1);
		expect(await feedback.newest(10)).toMatchObject([{ rating: "up", question: "Who built the bridge?" }]);
		expect(slack.posted[1]).toMatchObject({ channel: "C1", thread_ts: "100.1" });
		expect(quotesOf(slack.posted[1])).toEqual(quotesOf(slack.posted[0]));
		await pressed("quoth_down", "e");
		await pressed("quoth_up", "f"); // who changes their mind twice is heard
		await expect.poll(async () => (await feedback.newest(10)).map(({ rating }) => rating)).toEqual(["up", "down", "up"]);
	});

	test("without a place to keep it, no feedback is asked for", async () => {
		const { slack, bot } = await village();
		await bot.mention("Who built the bridge?");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(buttonsOf(slack.posted[0] as Posted).map(({ action_id }) => action_id)).toEqual(["quoth_open_1", "quoth_again"]);
	});
});

describe("when things go wrong", () => {
	test("Slack's repetition of an event is acknowledged and not answered again", async () => {
		const { slack, bot } = await village();
		for (const retry of [undefined, "1", "2"]) {
			const event = { type: "app_mention", user: "U1", text: `<@${BOT}> Who built the bridge?`, channel: "C1", ts: "1.1" };
			const response = await bot.event(event, "Ev-1", { headers: retry === undefined ? {} : { "x-slack-retry-num": retry } });
			expect(response.status).toBe(200);
		}
		await bot.close();
		expect(slack.posted).toHaveLength(1);
	});

	test("429, errors that pass and lost connections: tried again, and posted once", async () => {
		const { slack, bot } = await village();
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
			const { slack, bot } = await village();
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
		const { slack, bot } = await village();
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
		const { slack, bot } = await village();
		await bot.mention("why ".repeat(600), { ts: "1.1" });
		await bot.mention("Who built the bridge?", { ts: "1.2", thread_ts: "1.1" });
		await expect.poll(() => slack.posted.length).toBe(2);
		expect(textOf(slack.posted[0] as Posted)).toContain("2000 characters");
		expect(quotesOf(slack.posted[1])[0]).toContain("Jonas Fell");
	});

	test("a follow-up that comes before the first answer is out waits for it, and is understood by it", async () => {
		const { slack, bot } = await village();
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
		const { slack, bot } = await village();
		slack.troubles.push({ method: "chat.postMessage", error: "invalid_blocks" });
		await bot.mention("Who built the bridge?");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(textOf(slack.posted[0] as Posted)).toContain("Ask at https://quoth.example.org");
	});

	test("closing waits for no one who does not answer", async () => {
		const { slack, bot } = await village();
		slack.troubles.push({ method: "chat.postMessage", hang: true }, { method: "response", hang: true });
		await bot.mention("Who built the bridge?");
		await bot.command("Who built the bridge?", `${slack.origin}/commands/1`);
		await expect.poll(() => slack.troubles.length).toBe(0);
		const begun = performance.now();
		await bot.close(500);
		expect(performance.now() - begun).toBeLessThan(3_000);
	});

	test("a second process does not take over the folder of state of one that runs", async () => {
		const { quoth, slack, bot } = await village();
		await expect(openEventJournal(join(bot.state, "slack.jsonl"), SlackTaskSchema, { patience: 0 })).rejects.toThrow(
			expect.objectContaining({ code: "state-locked" }),
		);
		await bot.close();
		const next = await slackBot(quoth, slack, { state: bot.state });
		await next.mention("Who built the bridge?");
		await expect.poll(() => slack.posted.length).toBe(1);
	});

	test("what Slack refuses for good is given up, and the next question is answered", async () => {
		const { slack, bot } = await village();
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
		const { quoth, slack, bot } = await village({ feedback: failing, state });
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
		const { slack, bot } = await village();
		slack.troubles.push({ method: "response", status: 400 });
		await bot.command("Who built the bridge?", `${slack.origin}/commands/1`);
		await expect.poll(() => slack.responses.length).toBe(1);
		expect(JSON.stringify(slack.responses[0]?.body)).toContain("Ask at https://quoth.example.org");
	});

	test("closing finishes what was taken, and an index that cannot answer is told as a failure", async () => {
		const { slack, bot } = await village();
		for (let at = 0; at < 20; at += 1) await bot.mention("Who built the bridge?", { ts: `${at}.1` });
		await bot.close();
		expect(slack.posted).toHaveLength(20);
		const broken = await village();
		broken.quoth.pin = () => {
			throw new Error("secret path /var/lib/quoth");
		};
		await broken.bot.mention("Who built the bridge?");
		await expect.poll(() => broken.slack.posted.length).toBe(1);
		expect(textOf(broken.slack.posted[0] as Posted)).toMatch(/could not be answered.*\(internal\)/);
		expect(textOf(broken.slack.posted[0] as Posted)).not.toContain("secret");
	});
});
