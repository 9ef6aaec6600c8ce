import { expect, test } from "vitest";
import { createAdmission } from "../../src/admission.ts";
import { createLiveQuoth } from "../../src/live-quoth.ts";
import { createLogger } from "../../src/log.ts";
import { quotesInMarkdown } from "../../src/render/markdown.ts";
import { createMattermostApp } from "../../src/slack/mattermost.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

async function village() {
	const quoth = await quothOver(VILLAGE);
	const app = createMattermostApp(quoth, createLogger("silent"), {
		tokens: ["webhook-token", "command-token"],
		publicUrl: "https://quoth.example.org",
	});
	const form = (fields: Record<string, string>) => app.request("/", { method: "POST", body: new URLSearchParams(fields) });
	const json = (fields: object) =>
		app.request("/", { method: "POST", body: JSON.stringify(fields), headers: { "content-type": "application/json" } });
	return { quoth, form, json, app };
}
test("a question that comes before there is an index is told so, and takes no turn away", async () => {
	const admission = createAdmission(64);
	const live = createLiveQuoth({ index: temporaryFolder() }, { every: 0 });
	const app = createMattermostApp(live, createLogger("silent"), { tokens: ["a-token"], admission });
	for (let at = 0; at < 5; at += 1) {
		const body = new URLSearchParams({ token: "a-token", command: "/ask", text: "Who built the bridge?" });
		expect(((await (await app.request("/", { method: "POST", body })).json()) as Reply).text).toMatch(
			/could not be answered.*\(index-missing\)/,
		);
	}
	await expect.poll(() => admission.running).toBe(0);
	live.close();
});

type Reply = { response_type: string; text: string };

test("an outgoing webhook is answered as a comment, with the same quotes as elsewhere", async () => {
	const { quoth, form, json } = await village();
	const fields = { token: "webhook-token", text: "#ask Who built the bridge?", trigger_word: "#ask", post_id: "p", user_name: "ann" };
	const answer = await quoth.ask({ question: "Who built the bridge?" });
	for (const send of [form, json]) {
		const reply = (await (await send(fields)).json()) as Reply;
		expect(reply.response_type).toBe("comment");
		expect(quotesInMarkdown(reply.text, "mattermost")).toEqual(answer.quotes.map(({ text }) => text));
		expect(reply.text).toMatch(/\\\[1\\\] \[The bridge · Mara Quint\]\(<https:\/\/quoth\.example\.org\/documents\//);
	}
});

test("a slash command is answered to its writer only; not found is said; without a question comes a hint", async () => {
	const { form } = await village();
	const ask = async (text: string) => (await (await form({ token: "command-token", command: "/ask", text })).json()) as Reply;
	expect(await ask("Who built the bridge?")).toMatchObject({ response_type: "ephemeral", text: expect.stringContaining("Jonas Fell") });
	expect((await ask("What is the weather on Mars?")).text).toContain("**Not found in these documents.**");
	expect((await ask("")).text).toContain("/ask Who wrote");
	expect((await ask("why ".repeat(600))).text).toBe("That cannot be asked: a question has at most 2000 characters.");
});

test("without a token that is known nothing is answered", async () => {
	const { form, json, app } = await village();
	for (const token of ["", "webhook-toke", "webhook-token ", "WEBHOOK-TOKEN", "webhook-token,command-token"]) {
		const refused = await form({ token, text: "Who built the bridge?" });
		expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([401, "token-invalid"]);
	}
	expect((await form({ text: "Who built the bridge?" })).status).toBe(400);
	expect((await json([])).status).toBe(400);
	expect((await app.request("/", { method: "POST", body: "{", headers: { "content-type": "application/json" } })).status).toBe(400);
	expect((await form({ token: "webhook-token", text: "x".repeat(300_000) })).status).toBe(413);
});
