import { z } from "zod";

/** Names that mean the same: an abbreviation, what it stands for, other spellings. */
export const AliasGroupSchema = z.object({
	names: z.array(z.string()).min(2),
	origin: z.enum(["learned", "file"]).describe("Whether the documents say so, or the file of aliases does"),
});
export type AliasGroup = z.infer<typeof AliasGroupSchema>;
