import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { createLogger } from "../../src/log.ts";
import type { Quoth } from "../../src/quoth.ts";
import { createSlackApp } from "../../src/slack/app.ts";
import { temporaryFolder } from "../support/folders.ts";

const manifest = parse(readFileSync(join(import.meta.dirname, "../../docs/slack-manifest.yaml"), "utf8"));

test("the manifest names addresses that exist, and what the bot needs", async () => {
	const options = { signingSecret: "x", botToken: "x", publicUrl: "https://quoth.example.org", state: temporaryFolder() };
	const slack = await createSlackApp({} as Quoth, createLogger("silent"), options);
	const { event_subscriptions, interactivity } = manifest.settings;
	const addresses: string[] = [
		event_subscriptions.request_url,
		interactivity.request_url,
		...manifest.features.slash_commands.map(({ url }: { url: string }) => url),
	];
	expect(addresses).toHaveLength(3);
	for (const address of addresses) {
		const path = new URL(address).pathname.replace(/^\/slack/, "");
		expect([address, (await slack.app.request(path, { method: "POST" })).status]).toEqual([address, 401]); // it is there, and wants a signature
	}
	await slack.close(0);
	const { bot: scopes } = manifest.oauth_config.scopes;
	// as many as what it does needs, and no more: each event it reads and each method it calls
	expect(event_subscriptions.bot_events.toSorted()).toEqual([
		"app_home_opened",
		"app_mention",
		"message.channels",
		"message.groups",
		"message.im",
	]);
	const needed = [
		"app_mentions:read",
		"assistant:write",
		"channels:history",
		"chat:write",
		"commands",
		"groups:history",
		"im:history",
		"mpim:history",
	];
	expect(scopes.toSorted()).toEqual(needed);
	expect(manifest.features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
	expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
});
