import fc from "fast-check";
import { expect, test } from "vitest";
import { splitPreformatted } from "../../src/text/preformatted.ts";
import { quothOver } from "../support/quoth.ts";

function piecesOf(text: string): string[] {
	return splitPreformatted(text, 0, text.length).map(({ start, end }) => text.slice(start, end));
}

const USAGE = "Usage: mill [options] <grain>\n\nGrinds grain to flour.";
const ROWS = [
	"Options:\n  --stones <n>       how many stones turn at once, all of them unless told",
	"--fineness <mesh>  how fine the flour is, as the number of holes in an inch of\n                     the sieve (default: 40)",
	"--a-very-long-option-name <value>\n                     which stones to take out of the mill",
	"--host <address>   where the miller is told that his flour is ready",
	"-q                 say nothing, whatever happens to the flour or the mill",
	"-h, --help         print this page",
];
const HELP = `${USAGE}\n\n${ROWS.join("\n  ")}`;

test("a long list in columns is cut into its rows, with what goes on below them and what names them", () => {
	expect(piecesOf(HELP)).toEqual([USAGE, ...ROWS]);
	expect(piecesOf(`  ${ROWS[3]}\n  ${ROWS[4]}\n  ${ROWS[5]}`)).toHaveLength(1); // it is short enough to be quoted whole
});

const FILL = "and so it went on for many years, until the mill was sold to a baker of the town who let it fall to ruin, ".repeat(4).trim();

test.each([
	["a command within a sentence", `To start the mill at night you need to run\n\n    mill --start --dark\n\nand wait. ${FILL}`],
	[
		"notes that go on at the same depth",
		`NOTE:  The wheel must be stopped before the stones are\nlifted by anyone but the miller.\n`.repeat(3) + FILL,
	],
	["justified prose", "The  old  miller  of  the  valley  slept  and\n".repeat(12) + FILL],
	["two columns of a newspaper", "the miller of the old mill slept    a flood of the river took away\n".repeat(12).trimEnd()],
	["tabs in prose", `\tThe miller\twas old when the mill\nburned, and the\tbaker helped him. ${FILL}\n`.repeat(3).trim()],
	["code", `def grind(sack):\n    """Grind a sack."""\n\n    check(sack)  # for sand\n    wheel.turn(40)\n\n    return flour\n# ${FILL}`],
	["a structure", `struct mill {\n    int stones;   /* how many */\n    int holes;    /* ${FILL} */\n    int sacks;    /* in a day */\n};`],
	[
		"a log with a trace",
		`${"10:00:01  INFO   the mill starts\n".repeat(12)}java.lang.Exception: stone\n    at Mill.turn(Mill.java:12)\n10:00:03  INFO   again`,
	],
	["a table with rules", `+---------+-------+\n${"| rye     | 2.10  |\n".repeat(20)}| longest | 2.40  |\n+---------+-------+`],
])("%s is not cut", (_, text) => {
	expect(piecesOf(text)).toEqual([text.trim()]);
});

test("nothing is lost but white space, whatever the lines", () => {
	const line = fc.constantFrom(
		"  -x   what it does",
		"  --long-option-name",
		"       and more",
		"  name  value",
		"Options:",
		"Prose. More",
		"",
		" ",
		"\t",
	);
	let cut = 0;
	fc.assert(
		fc.property(fc.array(line, { minLength: 20, maxLength: 60 }), (lines) => {
			const text = `[${lines.join("\n")}]`;
			const spans = splitPreformatted(text, 1, text.length - 1);
			if (spans.length > 1) cut += 1;
			let at = 1;
			for (const { start, end } of [...spans, { start: text.length - 1, end: text.length }]) {
				expect(text.slice(at, start).trim()).toBe("");
				expect(end).toBeGreaterThan(start);
				at = end;
			}
		}),
		{
			seed: 7,
			numRuns: 300,
			examples: [[Array.from({ length: 30 }, (_, at) => (at % 3 === 2 ? "       and more" : "  -x   what it does"))]],
		},
	);
	expect(cut).toBeGreaterThan(0);
});

test("a line of many megabytes is no trouble", () => {
	const text = "0 1 ".repeat(3_600_000);
	expect(splitPreformatted(text, 0, text.length)).toEqual([{ start: 0, end: text.length - 1 }]);
});

test("very many rows are no trouble", () => {
	const text = "-x   what it does\n".repeat(300_000);
	expect(splitPreformatted(text, 0, text.length)).toHaveLength(300_000);
});

test("of a page of options the one is quoted that is asked for", async () => {
	const quoth = await quothOver({ "mill.md": `# The mill's command line\n\n\`\`\`text\n${HELP}\n\`\`\`\n` });
	const { status, quotes } = await quoth.ask({ question: "What is the default of --fineness?" });
	expect([status, quotes[0]?.text]).toEqual(["answered", ROWS[1]]);
});
