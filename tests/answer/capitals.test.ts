import { expect, test } from "vitest";
import { withCapitals } from "../../src/answer/capitals.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { indexOf, quothOver } from "../support/quoth.ts";

const LAMPS = {
	"lamps.txt": [
		"Opening Hours of the Lamp Museum",
		"The museum in Port Selva shows lamps that Gudrun Salt has collected. The salt of the harbour ruins them, writes Salt.",
		"The DPO is told of thefts. Farmer Gwen lost a lamp, and the CFO pays for plum cake.",
		"Lamps are cleaned on Mondays. Red Lantern Street, where it stands, is closed to cars, and the red lamps too.",
	].join("\n\n"),
	"haus.txt": "Das Haus der Gemeinde steht am Hafen, und im Haus wohnt der Bürgermeister mit seiner Familie seit dem Jahr 1904.",
};

async function written(question: string): Promise<string> {
	const index = await openIndex(await indexOf(LAMPS));
	try {
		return await withCapitals(index, question);
	} finally {
		index.close();
	}
}

test.each([
	["who lives in port selva?", "who lives in Port Selva?"],
	["Who lives in port selva? I know nobody.", "Who lives in Port Selva? I know nobody."], // as telephones write
	["WHO LIVES IN PORT SELVA?", "who lives in Port Selva?"],
	["when are the lamps cleaned on mondays?", "when are the lamps cleaned on Mondays?"],
	["what has gudrun salt collected?", "what has Gudrun Salt collected?"],
	["does salt ruin the lamps?", "does salt ruin the lamps?"], // written both ways
	["what are the opening hours of the museum?", "what are the opening hours of the museum?"], // with capitals in a title only
	["who is the dpo, and who is the cfo", "who is the DPO, and who is the CFO"], // as the documents write them
	["what are gwen's and mamedov's lamps in port selva's museum?", "what are Gwen's and Mamedov's lamps in Port Selva's museum?"],
	["is the c.f.o. in port selva?", "is the c.f.o. in Port Selva?"],
	["what did gwen lose", "what did Gwen lose"], // between two words where a sentence begins
	["when does it close pls, btw", "when does it close pls, btw"],
	["how long does plumcake keep in an airfryer", "how long does plumcake keep in an airfryer"],
	["who is gudrunn salt", "who is gudrunn salt"], // a slip in a name of the documents
	["is red lantern street closed", "is Red Lantern Street closed"],
	["who is the mayor of paris?", "who is the mayor of Paris?"], // known to a dictionary
	["who is mamedov?", "who is Mamedov?"], // known to nobody
	["wo steht das haus?", "wo steht das haus?"], // every noun has a capital in German
])("%j is read as %j", async (asked, read) => {
	expect(await written(asked)).toBe(read);
});

test.each(["Who lives in port selva, Mr Fell?", "Who is mamedov?", 'who wrote "port selva"?', "港口在哪里？", "42?", "", "İSTANBUL?"])(
	"%j stays as it is",
	async (asked) => {
		expect(await written(asked)).toBe(asked);
	},
);

test("a name in small letters is asked for, and taken up by the next question, but a change of capitals is no other reading", async () => {
	const quoth = await quothOver(LAMPS);
	const answer = await quoth.ask({ question: "what does gudrun salt collect?" });
	expect(answer).toMatchObject({ status: "answered", understoodAs: null });
	expect(await quoth.ask({ question: "where are her lamps?", history: [answer] })).toMatchObject({
		understoodAs: "where are Gudrun Salt's lamps?",
	});
	expect(await quoth.ask({ question: "thnaks", history: [answer] })).toMatchObject({ understoodAs: "thanks" });
	const thanked = await quoth.ask({ question: "thnaks", history: [answer] });
	expect(await quoth.ask({ question: "where are her lamps?", history: [answer, thanked] })).toMatchObject({
		understoodAs: "where are Gudrun Salt's lamps?",
	});
	expect(await quoth.ask({ question: "and the cfo?", history: [{ question: "what is the dpo?" }] })).toMatchObject({
		understoodAs: "what is the CFO?",
	});
	expect(await quoth.ask({ question: "who is mamedov?" })).toMatchObject({ status: "not-found", understoodAs: null });
});
