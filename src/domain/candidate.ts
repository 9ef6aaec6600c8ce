import { z } from "zod";
import { PassageSchema } from "./passage.ts";

/** A passage retrieved for a question, with the scores that put it there. */
export const CandidateSchema = z
	.object({
		passage: PassageSchema,
		scores: z.object({
			bm25: z.number().describe("BM25 score, 0 and up"),
			vector: z.number().describe("Cosine of question and passage, -1 to 1"),
			fused: z.number().describe("Weighted sum of both, each scaled to 0..1 among the candidates"),
		}),
	})
	.meta({ id: "Candidate" });
export type Candidate = z.infer<typeof CandidateSchema>;
