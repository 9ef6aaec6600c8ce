import { describe, expect, test } from "vitest";
import { quotesInBlocks } from "../../src/render/slack.ts";
import { createFeedbackStore } from "../../src/state/feedback-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { VILLAGE } from "../support/quoth.ts";
import { BOT, buttonsOf, type Posted, quotesOf, slackBot, slackVillage, textOf } from "../support/slack.ts";

/** What suggestions can be made of. */
const MILL = {
	"mill.txt":
		"The old mill\n\nThe old mill is a tower of brick at the edge of the valley. The old mill was restored in 1996 by the parish.",
};

describe("asking in Slack", () => {
	test("a mention is answered in its thread: the same quotes as elsewhere, plain and numbered, with their sources", async () => {
		const { quoth, slack, bot } = await slackVillage();
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
		const { slack, bot } = await slackVillage();
		await bot.mention("What is the weather on Mars?");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(textOf(slack.posted[0] as Posted)).toContain("Not found in these documents.");
		expect(slack.posted[0]?.text).toContain("Not found");
	});

	test("a direct message, with a status while it is worked on; that and the suggested prompts may fail without harm", async () => {
		const { slack, bot } = await slackVillage({}, { ...VILLAGE, ...MILL });
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
		const { quoth, slack, bot } = await slackVillage();
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
		const { slack, bot } = await slackVillage();
		slack.said.push({ channel: "C1", ts: "7.1", user: "U2", text: "Who founded the bakery?" });
		await bot.mention("what about the bridge?", { ts: "7.2", thread_ts: "7.1" });
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(textOf(slack.posted[0] as Posted)).toContain("Understood as: ");
	});

	test("in a channel that is listened to each message is a question; one that also mentions the bot is answered once", async () => {
		const { slack, bot } = await slackVillage({ channels: ["C9"] });
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
		const { slack, bot } = await slackVillage();
		await bot.mention("Who built the <https://example.org/bridge|bridge> &amp; when?");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(slack.posted[0]?.metadata.event_payload.question).toBe("Who built the bridge & when?");
	});

	test("a command is answered where it says, to the asker only, with the question above; nowhere but at Slack's addresses", async () => {
		const { slack, bot } = await slackVillage();
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
		const { slack, bot } = await slackVillage();
		await bot.mention("", { ts: "1.1" });
		await bot.mention("why ".repeat(600), { ts: "2.1" });
		await expect.poll(() => slack.posted.length).toBe(2);
		for (const said of ["Ask me a question", "2000 characters"]) expect(slack.posted.map(textOf).join()).toContain(said);
	});
});

describe("what Slack shows", () => {
	test("no markup, mention or smiley in a document does anything, and every character is there", async () => {
		const hostile = "The bridge <!channel> was built by *Jonas* <@U1> & _Fell_ `x` :bomb: <https://e.org|here> 😀 in 1822.";
		const { slack, bot } = await slackVillage({}, { "bridge.txt": `<!here> The *bridge*\n\n${hostile}` });
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
		const { slack, bot } = await slackVillage({ feedback, state });
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
		const { slack, bot } = await slackVillage();
		await bot.mention("Who built the bridge?");
		await expect.poll(() => slack.posted.length).toBe(1);
		expect(buttonsOf(slack.posted[0] as Posted).map(({ action_id }) => action_id)).toEqual(["quoth_open_1", "quoth_again"]);
	});
});
