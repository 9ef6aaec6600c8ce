import { expect, test } from "vitest";
import { withSpellingMended } from "../../src/answer/spelling.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { indexOf, quothOver } from "../support/quoth.ts";

const LIBRARY = {
	"library.txt": [
		"The library of Castrel was founded in 1904 by Ilse Brandt. Children read for free.",
		"Renewals and sso accounts are looked after at the desk. The childcare room opens at nine, and the lake is twelve kilometres long.",
	].join("\n\n"),
};
const GERMAN = { "haus.txt": "Das Haus der Gemeinde wurde im Jahre 1904 gebaut, und der Bürgermeister wohnt noch heute darin." };

async function mended(question: string, files: Record<string, string> = LIBRARY): Promise<string> {
	const index = await openIndex(await indexOf(files));
	try {
		return await withSpellingMended(index, question);
	} finally {
		index.close();
	}
}

test.each([
	["waht is teh libary?", "what is the library?"],
	["Whn was the library foundd?", "When was the library founded?"],
	["hwo many childern read?", "how many children read?"],
	["hwo founded it?", "who founded it?"],
	["why dont they pay?", "why don't they pay?"],
	["Where is the accomodation?", "Where is the accommodation?"], // not in the documents, but a word that could be told by others
	["Who is resposible for renewlas", "Who is responsible for renewals"],
	["WHEN DO TEH RENEWLAS END?", "when do the renewals end?"],
	["theyre late and noone pays whos there", "they're late and noone pays who's there"],
	["do yuo know the libary", "do you know the library"],
	["Whos the mayor of Tolverne, and waht is the minium?", "Who's the mayor of Tolverne, and what is the minimum?"],
	["Can I get a reciept at Castrell?", "Can I get a receipt at Castrell?"], // a name is looked for among the documents' own
])("%j is read as %j", async (asked, meant) => {
	expect(await mended(asked)).toBe(meant);
});

test.each([
	"Who is responsible for the colour of the theatre?", // British
	"who is the mayor of paris", // not "pairs"
	"what did nasa say",
	"Who pays for sso and hse?",
	"who is theo, and is manni the treasurer", // not "the", nor "many"
	"who is ilse brandd of venmo", // nearer to a name of the documents than to a word
	"hallo, guten tag, bitte",
	"quien es sven",
	"c'est quoi un codec",
	"buenas tardes",
	"What is the codec of the stream?",
	"Who is Mr Libary?",
	'Who wrote "teh libary"?',
	"What does 'plastid' mean?",
	"Mail libary@castrel.example or see libary.example/reciept, the re-libary",
	"Is there child care or a childcare room?",
	"🙂🙂 42 1904-05-06",
	"Wo ist das Haus des Bürgermeistes, und wer wohnt darin?",
	"Dove si trova la bibliotca della citta e chi la dirige?",
])("%j is meant as it is written", async (asked) => {
	expect(await mended(asked)).toBe(asked);
	expect(await mended(asked, { ...LIBRARY, ...GERMAN })).toBe(asked);
});

test("the answer says how a misspelt question was understood, also of a follow-up", async () => {
	const quoth = await quothOver(LIBRARY);
	const answer = await quoth.ask({ question: "Whn was the libary of Castrel foundd?" });
	expect(answer).toMatchObject({ status: "answered", understoodAs: "When was the library of Castrel founded?" });
	expect(answer.quotes[0]?.text).toContain("1904");
	const next = await quoth.ask({ question: "And by hwo?", history: [answer] });
	expect(next).toMatchObject({ status: "answered" });
	const [found] = await quoth.search("libary foundr", 1);
	expect(found?.text).toContain("library of Castrel");
	expect(await quoth.ask({ question: "waht can I ask?" })).toMatchObject({ reason: { code: "small-talk" } });
});
