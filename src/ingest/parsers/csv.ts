import { parse } from "csv-parse/sync";
import { normalizeNewlines } from "../../text/normalize.ts";
import type { Judge } from "../furniture.ts";
import { type Parsed, type Parser, textParser } from "./parser.ts";
import { createTextBuilder } from "./text-builder.ts";

const DELIMITERS = [",", ";", "\t", "|"];
const SAMPLE = 64 * 1024; // characters

/** Tables as text: each row is a passage below the names of its columns. */
export const csvParser: Parser = textParser({ format: "csv", extensions: [".csv", ".tsv"], version: 1 }, parseCsv);

function parseCsv(characters: string, judge: Judge): Parsed {
	const text = normalizeNewlines(characters);
	const rows: string[][] = parse(text, {
		delimiter: delimiterOf(text.slice(0, SAMPLE)),
		relax_column_count: true,
		relax_quotes: true,
		skip_empty_lines: true,
		trim: true,
	});
	const builder = createTextBuilder(judge);
	const [header, ...data] = rows;
	if (header !== undefined) {
		// The first row names the columns, unless it holds a number, as rows of data do.
		if (header.every((cell) => !/^[\d.,%€$£-]*\d[\d.,%€$£-]*$/.test(cell)) && data.length > 0) builder.tableHeader(header.join(" | "));
		else data.unshift(header);
	}
	data.forEach((row, index) => {
		builder.row(index + 1);
		builder.add("table-row", row.join(" | "));
	});
	return { ...builder.result(), metadata: {} };
}

/** The character that splits most of the first lines into the same number of cells, more than one. */
function delimiterOf(sample: string): string {
	const lines = sample
		.split("\n")
		.filter((line) => line.trim() !== "")
		.slice(0, 50);
	const evenness = DELIMITERS.map((delimiter) => {
		const counts = lines.map((line) => line.replace(/"[^"]*"/g, "").split(delimiter).length);
		const first = counts[0] ?? 1;
		return first > 1 ? counts.filter((count) => count === first).length * 1000 + first : 0;
	});
	return DELIMITERS[evenness.indexOf(Math.max(...evenness))] ?? ",";
}
