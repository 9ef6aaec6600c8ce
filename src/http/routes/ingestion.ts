import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { createAdmission } from "../../admission.ts";
import { JobSchema } from "../../domain/job.ts";
import { QuothError } from "../../errors.ts";
import type { IngestionJobs } from "../../ingestion-jobs.ts";
import type { Env } from "../caller.ts";
import type { Service } from "../options.ts";
import { requireScope } from "../require.ts";
import { DocumentParams, INDEX_PROBLEMS, json, problems } from "../route.ts";
import { wantsEvents } from "../wants-events.ts";

const ACCEPTED = {
	...json(JobSchema, "The job that brings it into the index"),
	headers: z.object({ location: z.string().describe("The address of the job") }),
};

const add = createRoute({
	method: "post",
	path: "/v1/documents",
	operationId: "addDocuments",
	tags: ["Changing the documents"],
	summary: "Adds files",
	description:
		"The files are put into the folder of documents and read by the same ingestion as all others. The answers change when the job is done; if it fails, folder and index are as they were.",
	request: {
		body: {
			required: true,
			content: {
				"multipart/form-data": {
					schema: z.object({
						files: z.array(z.string().meta({ format: "binary" })).describe("One or more files; the name of each becomes its path"),
						replace: z.enum(["true", "false"]).optional().describe("Whether a file may take the place of one of the same name"),
					}),
				},
			},
		},
	},
	responses: {
		202: ACCEPTED,
		...problems(
			"invalid-request",
			"document-exists",
			"request-too-large",
			"unsupported-media-type",
			"ingestion-off",
			"write-failed",
			"overloaded",
		),
	},
});

const remove = createRoute({
	method: "delete",
	path: "/v1/documents/{id}",
	operationId: "removeDocument",
	tags: ["Changing the documents"],
	summary: "Removes a document",
	description: "Its file is taken out of the folder of documents. A file that holds several documents is removed by its path.",
	middleware: requireScope("ingest"),
	request: { params: DocumentParams },
	responses: {
		202: ACCEPTED,
		...problems(...INDEX_PROBLEMS, "document-not-found", "document-shares-file", "ingestion-off", "write-failed", "overloaded"),
	},
});

const one = createRoute({
	method: "get",
	path: "/v1/jobs/{id}",
	operationId: "getJob",
	tags: ["Changing the documents"],
	summary: "How far a job is",
	description: "With `Accept: text/event-stream`: an event `job` now and whenever it moves on, until it has ended.",
	middleware: requireScope("ingest"),
	request: {
		params: z.object({
			id: z
				.string()
				.min(1)
				.openapi({ param: { name: "id", in: "path" } }),
		}),
	},
	responses: {
		200: { description: "The job", content: { "application/json": { schema: JobSchema }, "text/event-stream": { schema: JobSchema } } },
		...problems("job-not-found", "ingestion-off"),
	},
});

const list = createRoute({
	method: "get",
	path: "/v1/jobs",
	operationId: "listJobs",
	tags: ["Changing the documents"],
	summary: "The last jobs, newest first",
	middleware: requireScope("ingest"),
	responses: { 200: json(z.object({ jobs: z.array(JobSchema) }), "Up to a hundred jobs"), ...problems("ingestion-off") },
});

const ROOM_FOR_HEADERS = 64 * 1024;
/** Uploads that are read into memory at once, and those that may wait beside them. */
const UPLOADS = { atOnce: 1, most: 4 };
/** Milliseconds between two signs of life: a connection on which nothing happens is closed. */
const PING = 20_000;

export function addIngestionRoutes(app: OpenAPIHono<Env>, { jobs, maxUpload, quoth }: Service): void {
	const jobsOf = (): IngestionJobs => {
		if (jobs === undefined) throw new QuothError("ingestion-off", "This server knows no folder of documents that it may change.");
		return jobs;
	};
	const limit = bodyLimit({
		maxSize: maxUpload + ROOM_FOR_HEADERS,
		onError: () => {
			throw new QuothError("request-too-large", `The files together are larger than ${Math.floor(maxUpload / 1024 / 1024)} MB.`);
		},
	});

	app.openAPIRegistry.registerPath(add); // its form is read below: files may come more than once
	const uploads = createAdmission(UPLOADS.most, UPLOADS.atOnce);
	const oneByOne: MiddlewareHandler<Env> = async (context, next) => {
		jobsOf().requireRoom();
		const leave = await uploads.enter(context.req.raw.signal);
		await next().finally(leave);
	};
	app.post(add.path, requireScope("ingest"), oneByOne, limit, async (context) => {
		const jobs = jobsOf();
		if (!/^multipart\/form-data\b/i.test(context.req.header("content-type") ?? ""))
			throw new QuothError("unsupported-media-type", "The content type is not multipart/form-data.");
		const form = await context.req.raw.formData().catch((cause: unknown) => {
			if (cause instanceof QuothError) throw cause;
			throw new QuothError("invalid-request", "The body is not valid multipart/form-data.", { cause });
		});
		const unknown = [...form.keys()].find((name) => name !== "files" && name !== "replace");
		if (unknown !== undefined) throw new QuothError("invalid-request", `${unknown}: there is no such field; send the files as "files".`);
		const replace = form.get("replace") ?? "false";
		if (replace !== "true" && replace !== "false") throw new QuothError("invalid-request", "replace: say true or false.");
		const files = form.getAll("files").map((file) => {
			if (typeof file === "string") throw new QuothError("invalid-request", "files: send files, with their names.");
			return file;
		});
		const read = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
		const job = await jobs.add(read, replace === "true");
		return context.json(job, 202, { location: `/v1/jobs/${job.id}` });
	});

	app.openapi(remove, async (context) => {
		const { id } = context.req.valid("param");
		const jobs = jobsOf();
		const file = quoth.fileOf(id);
		if (file !== undefined && file.documents > 1 && file.uri !== id)
			throw new QuothError("document-shares-file", `"${id}" is one of the ${file.documents} documents in the file "${file.uri}".`);
		const job = await jobs.remove(file?.uri ?? id);
		return context.json(job, 202, { location: `/v1/jobs/${job.id}` });
	});

	app.openapi(one, (context) => {
		const { id } = context.req.valid("param");
		const job = jobsOf().job(id);
		if (!wantsEvents(context)) return context.json(job, 200);
		return streamSSE(context, async (stream) => {
			const gone = new AbortController();
			stream.onAbort(() => gone.abort());
			const ping = setInterval(() => void stream.write(": still there\n\n"), PING);
			gone.signal.addEventListener("abort", () => clearInterval(ping));
			for await (const now of jobsOf().follow(id, gone.signal)) await stream.writeSSE({ event: "job", data: JSON.stringify(now) });
			clearInterval(ping);
		});
	});

	app.openapi(list, (context) => context.json({ jobs: [...jobsOf().jobs] }, 200));
}
