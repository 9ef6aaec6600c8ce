import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a key allows: to ask and read, to change the documents, to read what people said of answers. `admin` allows everything. */
export const SCOPES = ["ask", "ingest", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** A key as it is kept: its secret is known to who holds it only. */
export const ApiKeySchema = z.object({
	id: z.string().regex(/^[0-9a-f]{8}$/),
	kind: z.enum(["secret", "publishable"]),
	name: z.string(),
	scopes: z.array(z.enum(SCOPES)).min(1),
	/** Of a publishable key: the websites that may use it. */
	origins: z.array(z.string()),
	/** SHA-256 of the whole key. It has 192 random bits, so that a slow hash, which guards against guessing, would guard nothing. */
	hash: z.string().regex(/^[0-9a-f]{64}$/),
	createdAt: z.iso.datetime(),
});
export type ApiKey = z.infer<typeof ApiKeySchema>;

const SECRET_BYTES = 24;
const WRITTEN = /^(?:sk|pk)_([0-9a-f]{8})_[\w-]{32}$/;

export type NewKey = Pick<ApiKey, "name" | "scopes" | "origins">;

/**
 * Makes a key. One with origins is publishable: it stands in the source of web pages, and allows asking only.
 * @returns the key as it is kept, and as it is written: the only time that it is known.
 */
export function makeKey({ name, scopes, origins }: NewKey, now = new Date()): { key: ApiKey; written: string } {
	const kind = origins.length > 0 ? "publishable" : "secret";
	const id = randomBytes(4).toString("hex");
	const written = `${kind === "publishable" ? "pk" : "sk"}_${id}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
	const key: ApiKey = { id, kind, name, scopes, origins, hash: hashOf(written).toString("hex"), createdAt: now.toISOString() };
	return { key, written };
}

/** The key that is written so, if there is one. */
export function findKey(keys: readonly ApiKey[], written: string): ApiKey | undefined {
	const id = WRITTEN.exec(written)?.[1];
	const key = keys.find((each) => each.id === id);
	return key !== undefined && timingSafeEqual(Buffer.from(key.hash, "hex"), hashOf(written)) ? key : undefined;
}

/** Whether a key allows what needs a scope. */
export function allows({ scopes }: Pick<ApiKey, "scopes">, scope: Scope): boolean {
	return scopes.includes(scope) || scopes.includes("admin");
}

function hashOf(written: string): Buffer {
	return createHash("sha256").update(written).digest();
}
