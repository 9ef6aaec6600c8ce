// Opening an index and asking it
export { openQuoth, type Quoth, type QuothConfig } from "./quoth.ts";

// Building one
export { type IngestOptions, type IngestSummary, ingest } from "./ingest/ingest.ts";
export type { Embedder } from "./embedding/embedder.ts";
export { type EmbedderOptions, openTransformersEmbedder } from "./embedding/transformers-embedder.ts";

// What comes back
export { type Answer, type AnswerEvent, AnswerEventSchema, AnswerSchema, foldAnswer } from "./domain/answer.ts";
export { type Candidate, CandidateSchema } from "./domain/candidate.ts";
export { type Document, DocumentSchema, type DocumentSummary, DocumentSummarySchema } from "./domain/document.ts";
export { type Question, type QuestionInput, QuestionSchema } from "./domain/question.ts";
export { type Quote, QuoteSchema, type Source } from "./domain/quote.ts";
export { type Span, sliceSpan } from "./domain/span.ts";

// Checking a quote oneself
export { checkQuote } from "./answer/check-quote.ts";

// Serving and showing
export { createApp } from "./http/app.ts";
export { createSlackApp, type SlackApp, type SlackOptions } from "./slack/app.ts";
export { createFeedbackStore, type FeedbackStore } from "./state/feedback-store.ts";
export { type Admission, createAdmission } from "./admission.ts";
export { createMattermostApp, type MattermostOptions } from "./slack/mattermost.ts";
export { createMcpEndpoint, type McpEndpoint, type McpEndpointOptions } from "./mcp/endpoint.ts";
export { renderAnswer } from "./render/terminal.ts";
export { createLogger, type Logger } from "./log.ts";

// Failing
export { ERRORS, type ErrorCode, QuothError } from "./errors.ts";
