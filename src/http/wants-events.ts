import type { Context } from "hono";
import { accepts } from "hono/accepts";

/** Whether the caller asks for server-sent events rather than JSON. */
export function wantsEvents(context: Context): boolean {
	const type = accepts(context, { header: "Accept", supports: ["application/json", "text/event-stream"], default: "application/json" });
	return type === "text/event-stream";
}
