import { existsSync, lstatSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { QuothError, systemCode } from "../errors.ts";

/**
 * A YAML file in which a person says something; undefined where there is none. An empty one says nothing. Links are not followed.
 * @throws QuothError `invalid-option` when it cannot be read or says something else than the schema
 */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T | undefined {
	if (!existsSync(path)) return undefined;
	try {
		if (lstatSync(path).isSymbolicLink()) throw new Error("it is a link, and links are not followed");
		return schema.parse(parse(readFileSync(path, "utf8"), { maxAliasCount: 20 }) ?? {});
	} catch (cause) {
		throw new QuothError("invalid-option", `${resolve(path)} cannot be used: ${whyNot(cause)}`, { cause });
	}
}

function whyNot(cause: unknown): string {
	if (cause instanceof z.ZodError) return z.prettifyError(cause);
	if (cause instanceof YAMLParseError) return cause.message;
	return systemCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
}
