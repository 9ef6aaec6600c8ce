import { z } from "zod";

/** What Slack sends, as far as it is read. Whatever else is in it is passed over. */

const MessageSchema = z.object({
	type: z.enum(["app_mention", "message"]),
	subtype: z.string().optional(),
	bot_id: z.string().nullish(),
	user: z.string().optional(),
	text: z.string().default(""),
	channel: z.string(),
	channel_type: z.string().optional(),
	ts: z.string(),
	thread_ts: z.string().optional(),
});
export type SlackMessageEvent = z.infer<typeof MessageSchema>;

const HomeSchema = z.object({ type: z.literal("app_home_opened"), channel: z.string(), tab: z.string().optional() });
const OtherSchema = z.object({ type: z.string() });

/** The body of a request to the address for events. */
export const EventBodySchema = z.union([
	z.object({ type: z.literal("url_verification"), challenge: z.string() }),
	z.object({
		type: z.literal("event_callback"),
		event_id: z.string().min(1).max(200),
		team_id: z.string().optional(),
		authorizations: z.array(z.object({ user_id: z.string().nullish() })).nullish(),
		event: z.union([MessageSchema, HomeSchema, OtherSchema]),
	}),
	z.object({ type: z.enum(["app_rate_limited"]) }),
]);

/** The fields of a slash command. */
export const CommandSchema = z.object({
	command: z.string(),
	text: z.string().default(""),
	response_url: z.url(),
	trigger_id: z.string().min(1).max(200),
});

/** The payload of an interaction. */
export const InteractionSchema = z.object({
	type: z.string(),
	trigger_id: z.string().min(1).max(200).optional(),
	team: z.object({ id: z.string() }).nullish(),
	user: z.object({ id: z.string() }).optional(),
	response_url: z.string().optional(),
	channel: z.object({ id: z.string() }).optional(),
	container: z
		.object({ thread_ts: z.string().optional(), message_ts: z.string().optional(), is_ephemeral: z.boolean().optional() })
		.optional(),
	message: z.object({ thread_ts: z.string().optional() }).optional(),
	actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).default([]),
});
/** What the buttons below an answer carry. */
export const FeedbackValueSchema = z.object({ answerId: z.string().min(1).max(100), question: z.string().optional() });
export type Interaction = z.infer<typeof InteractionSchema>;

export function isMessage(event: { readonly type: string }): event is SlackMessageEvent {
	return MessageSchema.safeParse(event).success;
}

/** The words of a message as its writer typed them. @param bot the user id of the bot, whose mentions are left out */
export function plainText(text: string, bot: string | undefined): string {
	return text
		.replace(/<([^<>]*)>/g, (_, inside: string) => {
			const [target = "", name] = inside.split("|") as [string?, string?];
			if (target.startsWith("@")) return target.slice(1) === bot ? " " : `@${name ?? target.slice(1)}`;
			if (target.startsWith("#")) return `#${name || target.slice(1)}`;
			if (target.startsWith("!")) return name ?? `@${target.slice(1).split("^")[0]}`;
			return name ?? target.replace(/^mailto:/, "");
		})
		.replace(/&lt;/g, "<")
		.replace(/&gt;/g, ">")
		.replace(/&amp;/g, "&")
		.replace(/[^\S\n]+/g, " ")
		.trim();
}
