import fc from "fast-check";
import { expect, test } from "vitest";
import { splitPreformatted } from "../../src/text/preformatted.ts";
import { quothOver } from "../support/quoth.ts";

function piecesOf(text: string): string[] {
	return splitPreformatted(text, 0, text.length).map(({ start, end }) => text.slice(start, end));
}

const HELP = `Usage: mill [options] <grain>

Options:
  --stones <n>       how many stones turn at once
  --fineness <mesh>  how fine the flour is, as the number of holes in an inch of
                     the sieve (default: 40)
  -h, --help         print this page`;

test("lines in columns are pieces of their own, with what goes on below them and what names them", () => {
	expect(piecesOf(HELP)).toEqual([
		"Usage: mill [options] <grain>",
		"Options:\n  --stones <n>       how many stones turn at once",
		"--fineness <mesh>  how fine the flour is, as the number of holes in an inch of\n                     the sieve (default: 40)",
		"-h, --help         print this page",
	]);
	expect(piecesOf("rye\t2.10\noats\t1.80\nwheat\t2.40")).toEqual(["rye\t2.10", "oats\t1.80", "wheat\t2.40"]);
});

test("code and prose are parted at blank lines only", () => {
	const code = "for grain in sacks:\n    if grain.dry:\n        grind(grain)  # slowly\n    else:\n        wait()";
	const prose = "The wheel turned all night.  In the morning the\nmiller slept.  Nobody came until noon, when the\nbaker's boy knocked.";
	expect(piecesOf(`${code}\n\n \n${prose}`)).toEqual([code, prose]);
	const justified =
		"The  wheel turned all  night and nobody\nslept in   the mill  until the  morning\ncame and the   baker knocked at the door";
	expect(piecesOf(justified)).toEqual([justified]);
	expect(piecesOf("\n \n")).toEqual([]);
});

test("nothing is lost but white space, whatever the text", () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom("a", "b.", " ", "  ", "\t", "\n", "\n\n", "é", "--x")), (parts) => {
			const text = `[${parts.join("")}]`;
			const spans = splitPreformatted(text, 1, text.length - 1);
			let at = 1;
			for (const { start, end } of [...spans, { start: text.length - 1, end: text.length }]) {
				expect(text.slice(at, start).trim()).toBe("");
				expect(end).toBeGreaterThan(start);
				at = end;
			}
		}),
	);
});

test("of a page of options the one is quoted that is asked for", async () => {
	const quoth = await quothOver({ "mill.md": `# The mill's command line\n\n\`\`\`text\n${HELP}\n\`\`\`\n` });
	const { status, quotes } = await quoth.ask({ question: "What is the default of --fineness?" });
	expect(status).toBe("answered");
	expect(quotes[0]?.text).toMatch(/^--fineness <mesh> .*\n.*\(default: 40\)$/);
});
