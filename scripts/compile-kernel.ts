import { readFileSync } from "node:fs";
import loadWabt from "wabt";

/** The WebAssembly of src/search-index/int8-kernel.wat, in base64. */
export async function compileKernel(): Promise<string> {
	const wabt = await loadWabt();
	const source = readFileSync(new URL("../src/search-index/int8-kernel.wat", import.meta.url), "utf8");
	const { buffer } = wabt.parseWat("int8-kernel.wat", source, { simd: true }).toBinary({});
	return Buffer.from(buffer).toString("base64");
}
