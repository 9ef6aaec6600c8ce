/** Every address that the server answers. The docs, the tests and the answers to a wrong method are made from this table. */
export const ROUTES = [
	{
		method: "POST",
		path: "/v1/ask",
		summary: "Answers a question: quotes with their sources, or not found. With `Accept: text/event-stream` the same as events.",
	},
	{ method: "GET", path: "/v1/search", summary: "The passages retrieved for `q`, with their scores; `count` of them, 10 unless told." },
	{ method: "GET", path: "/v1/documents", summary: "All documents, without their texts." },
	{ method: "GET", path: "/v1/documents/:id", summary: "One document with its text, by id or by its URL-encoded uri." },
	{ method: "GET", path: "/healthz", summary: "Says that the process runs." },
	{ method: "GET", path: "/readyz", summary: "Says that the index is open, and which one it is." },
	{ method: "GET", path: "/", summary: "The chat page." },
	{ method: "GET", path: "/documents/:id", summary: "The text of a document as a page; `#char=start,end` highlights a quote." },
	{ method: "GET", path: "/assets/:file", summary: "Scripts and styles of the pages." },
] as const;
