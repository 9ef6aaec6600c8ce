import { Hono } from "hono";
import type { Metrics } from "./metrics.ts";

/** What Prometheus reads, on a port of its own: it is not for those who ask questions. */
export function createMetricsApp(metrics: Metrics): Hono {
	return new Hono().get("/metrics", async (context) => {
		const { type, body } = await metrics.render();
		return context.body(body, 200, { "content-type": type });
	});
}
