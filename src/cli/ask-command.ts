import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import type { Answer } from "../domain/answer.ts";
import { QuestionSchema } from "../domain/question.ts";
import { asQuothError, QuothError } from "../errors.ts";
import { openQuoth, type Quoth } from "../quoth.ts";
import { renderAnswer } from "../render/terminal.ts";
import { addOpeningOptions, type OpeningOptions, settingOption } from "./settings.ts";
import { type Terminal, wantsColor } from "./terminal.ts";

type Options = OpeningOptions & {
	maxQuotes: number;
	maxError: number;
	document?: string[];
	json?: boolean;
	failOnNotFound?: boolean;
};

/** Exit code of `--fail-on-not-found`. */
const NOT_FOUND = 3;

export function askCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
	return addOpeningOptions(new Command("ask"))
		.description("Answer a question with quotes from the documents. Without a question, on a terminal: a conversation.")
		.argument("[question...]", "the question")
		.addOption(settingOption("maxQuotes"))
		.addOption(settingOption("maxError"))
		.option("--document <id...>", "answer only from these documents (ids or paths)")
		.option("--json", "print the answer as the API gives it")
		.option("--fail-on-not-found", `exit with code ${NOT_FOUND} when the documents do not answer`)
		.addHelpText(
			"after",
			'\nExamples:\n  quoth ask "When was the camp raided?"\n  quoth ask "Who wrote it?" --json | jq .quotes[0].text\n  quoth ask',
		)
		.action(async (words: string[], options: Options) => {
			const question = words.length > 0 ? words.join(" ") : undefined;
			if (question === undefined && terminal.input.isTTY !== true) {
				throw new QuothError("invalid-option", "There is no question. Write one behind the command.");
			}
			if (question !== undefined) readQuestion(question, options);
			const quoth = await openQuoth({ ...options, cacheFolder: options.modelCache });
			try {
				if (question === undefined) return await converse(quoth, options, terminal);
				const answer = await quoth.ask(readQuestion(question, options));
				show(answer, options, terminal);
				if (answer.status === "not-found" && options.failOnNotFound) setExitCode(NOT_FOUND);
			} finally {
				quoth.close();
			}
		});
}

function readQuestion(question: string, options: Options, history: readonly Answer[] = []) {
	const read = QuestionSchema.safeParse({
		question,
		maxQuotes: options.maxQuotes,
		maxError: options.maxError,
		...(options.document && { documents: options.document }),
		history: history.slice(-1),
	});
	if (read.success) return read.data;
	throw new QuothError("invalid-option", read.error.issues.map((issue) => issue.message).join("; "));
}

function show(answer: Answer, options: Options, terminal: Terminal): void {
	terminal.out.write(options.json ? `${JSON.stringify(answer, null, 2)}\n` : renderAnswer(answer, { color: wantsColor(terminal) }));
}

/** Reads questions until the end of the input or an empty line. A question that fails does not end the conversation. */
async function converse(quoth: Quoth, options: Options, terminal: Terminal): Promise<void> {
	const { documents, passages } = quoth.info;
	terminal.err.write(`${documents} documents, ${passages} passages. Ask a question; an empty line ends.\n`);
	const lines = createInterface({ input: terminal.input, output: terminal.err, prompt: "? ", terminal: terminal.err.isTTY === true });
	const history: Answer[] = [];
	lines.prompt();
	for await (const line of lines) {
		if (line.trim() === "") break;
		try {
			terminal.out.write("\n");
			const answer = await quoth.ask(readQuestion(line, options, history));
			history.push(answer);
			show(answer, options, terminal);
			terminal.out.write("\n");
		} catch (error) {
			terminal.err.write(`${asQuothError(error).message}\n`);
		}
		lines.prompt();
	}
	lines.close();
}
