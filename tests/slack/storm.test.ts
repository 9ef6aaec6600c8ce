import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { quothOver, VILLAGE } from "../support/quoth.ts";
import { BOT, fakeSlack, slackBot } from "../support/slack.ts";

test("a storm of events with repeats, while Slack fails and limits: all acknowledged, each answered once", async () => {
	const slack = await fakeSlack();
	const bot = await slackBot(await quothOver(VILLAGE), slack);
	slack.troubles.push(
		{ method: "chat.postMessage", status: 429, retryAfter: 1 },
		{ method: "chat.postMessage", drop: "after" },
		{ method: "chat.postMessage", drop: "after" },
		{ method: "chat.postMessage", status: 500 },
	);
	const times: number[] = [];
	const send = async (at: number, retry?: string) => {
		await setTimeout(10 * at); // as many a second as in a storm of a thousand in ten seconds
		const begun = performance.now();
		const event = {
			type: "app_mention",
			user: "U1",
			text: `<@${BOT}> Who built the bridge? (${at})`,
			channel: `C${at % 7}`,
			ts: `${at}.1`,
		};
		const response = await bot.event(event, `Ev-${at}`, { headers: retry === undefined ? {} : { "x-slack-retry-num": retry } });
		times.push(performance.now() - begun);
		return response.status;
	};
	const sent = Array.from({ length: 300 }, (_, at) => [send(at), ...(at % 3 === 0 ? [send(at, "1")] : [])]).flat();
	expect(new Set(await Promise.all(sent))).toEqual(new Set([200]));
	expect(Math.max(...times)).toBeLessThan(3_000);
	await expect.poll(() => slack.posted.length, { timeout: 25_000 }).toBeGreaterThanOrEqual(300);
	await bot.close();
	expect(slack.posted.map(({ thread_ts }) => thread_ts).sort()).toEqual(Array.from({ length: 300 }, (_, at) => `${at}.1`).sort());
}, 40_000);
