import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Admission } from "../admission.ts";
import type { Answer } from "../domain/answer.ts";
import type { Quoth } from "../quoth.ts";

/** What Prometheus is told. */
export type Metrics = {
	/** @param route the pattern of the address, so that there are few of them */
	countRequest(request: { method: string; route: string; status: number; seconds: number }): void;
	countAnswer(status: Answer["status"], seconds: number): void;
	/** Tells of the questions that are being worked on, from now on. */
	watch(admission: Admission, quoth: Quoth): void;
	/** The text of the exposition format. */
	render(): Promise<{ readonly type: string; readonly body: string }>;
};

export function createMetrics(): Metrics {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry });
	const requests = new Counter({
		name: "quoth_http_requests_total",
		help: "Requests by method, route and status",
		labelNames: ["method", "route", "status"],
		registers,
	});
	const requestSeconds = new Histogram({
		name: "quoth_http_request_duration_seconds",
		help: "Time from the request to the head of its response",
		labelNames: ["route"],
		buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
		registers,
	});
	const answers = new Counter({ name: "quoth_answers_total", help: "Answers by status", labelNames: ["status"], registers });
	const answerSeconds = new Histogram({
		name: "quoth_answer_duration_seconds",
		help: "Time that answering takes, without waiting",
		buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
		registers,
	});
	return {
		countRequest({ method, route, status, seconds }) {
			requests.inc({ method, route, status: String(status) });
			requestSeconds.observe({ route }, seconds);
		},
		countAnswer(status, seconds) {
			answers.inc({ status });
			answerSeconds.observe(seconds);
		},
		watch(admission, quoth) {
			const gauge = (name: string, help: string, read: () => number) =>
				new Gauge({
					name,
					help,
					registers,
					collect() {
						this.set(read());
					},
				});
			gauge("quoth_running", "Questions and searches that are worked on", () => admission.running);
			gauge("quoth_waiting", "Questions and searches that wait for their turn", () => admission.waiting);
			gauge("quoth_index_documents", "Documents in the index", () => orNaN(() => quoth.info.documents));
			gauge("quoth_index_passages", "Passages in the index", () => orNaN(() => quoth.info.passages));
			gauge("quoth_index_built_timestamp_seconds", "When the index was built", () => orNaN(() => Date.parse(quoth.info.builtAt) / 1000));
		},
		render: async () => ({ type: registry.contentType, body: await registry.metrics() }),
	};
}

/** Before an index is open there is nothing to tell. */
function orNaN(read: () => number): number {
	try {
		return read();
	} catch {
		return Number.NaN;
	}
}
