import { z } from "zod";

/** Names that mean the same: an abbreviation, what it stands for, other spellings. */
export const AliasGroupSchema = z.object({
	names: z.array(z.string()).min(2),
	origin: z
		.enum(["learned", "file", "known"])
		.describe("Whether the documents say so, the file of aliases does, or everybody knows (countries, organizations, usual abbreviations)"),
});
export type AliasGroup = z.infer<typeof AliasGroupSchema>;
