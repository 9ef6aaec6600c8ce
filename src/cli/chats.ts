import type { Hono } from "hono";
import type { Admission } from "../admission.ts";
import { SECRETS, type Secrets } from "../config.ts";
import { QuothError } from "../errors.ts";
import type { LiveQuoth } from "../live-quoth.ts";
import type { Logger } from "../log.ts";
import type { SlackApp } from "../slack/app.ts";
import type { FeedbackStore } from "../state/feedback-store.ts";

type ChatOptions = {
	readonly publicUrl?: string;
	readonly state: string;
	readonly slackChannels: readonly string[];
	readonly slackApi?: string;
};

/** @throws QuothError `invalid-option` where a door is switched on by half, or is given what opens nothing */
export function requireWhole(secrets: Secrets, { publicUrl, slackChannels, slackApi }: ChatOptions): void {
	const { slackSigningSecret, slackBotToken, mattermostTokens } = secrets;
	const wrong = (detail: string) => new QuothError("invalid-option", detail);
	if (mattermostTokens !== undefined && tokensIn(mattermostTokens).length === 0)
		throw wrong(`${SECRETS.mattermostTokens.env} holds no token.`);
	if (slackSigningSecret === undefined && slackBotToken === undefined) {
		const needless = slackChannels.length > 0 ? "--slack-channels" : slackApi !== undefined ? "--slack-api" : null;
		if (needless === null) return;
		throw wrong(`${needless} needs the Slack bot: set ${SECRETS.slackSigningSecret.env} and ${SECRETS.slackBotToken.env}.`);
	}
	const missing =
		slackSigningSecret === undefined ? SECRETS.slackSigningSecret : slackBotToken === undefined ? SECRETS.slackBotToken : null;
	if (missing !== null) throw wrong(`The Slack bot needs ${missing.env} too, the ${missing.description.replace(/;.*$/, "")}.`);
	if (!slackBotToken?.startsWith("xox"))
		throw wrong(`${SECRETS.slackBotToken.env} is not a bot token of Slack's, which begins with xoxb-.`);
	if (publicUrl === undefined) throw wrong("The Slack bot needs --public-url, the address of this server for links to sources.");
}

function tokensIn(list: string): string[] {
	return list.split(",").flatMap((token) => token.trim() || []);
}

type Chats = {
	readonly apps: readonly (readonly [path: string, app: Hono])[];
	/** From now on what was taken is answered. */
	begin(): void;
	close(drain: number): Promise<void>;
};

/** The doors for chats whose secrets are set. */
export async function openChats(
	{ slackSigningSecret, slackBotToken, mattermostTokens }: Secrets,
	{ publicUrl, state, slackChannels, slackApi }: ChatOptions,
	{
		quoth,
		logger,
		admission,
		feedback,
		signal,
	}: { quoth: LiveQuoth; logger: Logger; admission: Admission; feedback: FeedbackStore; signal: AbortSignal },
): Promise<Chats> {
	const apps: (readonly [string, Hono])[] = [];
	let begin = () => {};
	const ready = new Promise<void>((resolve) => {
		begin = resolve;
	});
	let slack: SlackApp | undefined;
	if (slackSigningSecret !== undefined && slackBotToken !== undefined && publicUrl !== undefined) {
		const { createSlackApp } = await import("../slack/app.ts");
		const shared = { publicUrl, state, channels: slackChannels, api: slackApi, feedback, admission, ready, signal };
		slack = await createSlackApp(quoth, logger, { signingSecret: slackSigningSecret, botToken: slackBotToken, ...shared });
		apps.push(["/slack", slack.app]);
	}
	if (mattermostTokens !== undefined) {
		const { createMattermostApp } = await import("../slack/mattermost.ts");
		apps.push(["/mattermost", createMattermostApp(quoth, logger, { tokens: tokensIn(mattermostTokens), publicUrl, admission })]);
	}
	return { apps, begin, close: async (drain) => slack?.close(undefined, drain) };
}
