import { describe, expect, test } from "vitest";
import { AnswerEventSchema, AnswerSchema, foldAnswer } from "../../src/domain/answer.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

describe("questions that the documents answer", () => {
	test.each([
		["Who founded the bakery?", "Ingrid Solberg founded it with her brother Aksel.", "bakery.txt"],
		["How many books does the library hold?", "The library holds 12,400 books.", "library.md"],
		["When was the stone bridge built?", "The stone bridge crosses the river Aln. It was built by Jonas Fell in 1822.", "bridge.html"],
		[
			"Why does the bakery sell forty kinds of bread?",
			"It sells forty kinds of bread, because the old mill next door grinds grain from all over the valley.",
			"bakery.txt",
		],
		["Is the library open on Sundays?", "On Sundays it stays closed.", "library.md"],
	])("%s", async (question, quote, uri) => {
		const quoth = await quothOver(VILLAGE);
		const answer = await quoth.ask({ question });
		expect(answer.status).toBe("answered");
		expect(answer.quotes.slice(0, 2).map((shown) => [shown.text, shown.source.uri])).toContainEqual([quote, uri]);
		expect(answer.reason).toBeNull();
		expect(answer.nearest).toEqual([]);
	});
});

describe("questions that they do not answer", () => {
	test.each(["Who is the prime minister of Denmark?", "What is the capital of Australia?", "How do I reset my password?"])(
		"%s",
		async (question) => {
			const quoth = await quothOver(VILLAGE);
			const answer = await quoth.ask({ question });
			expect(answer).toMatchObject({ status: "not-found", quotes: [], searched: { documents: 3, passages: quoth.info.passages } });
			expect(answer.reason?.message).not.toBe("");
		},
	);

	test("no words at all", async () => {
		const quoth = await quothOver(VILLAGE);
		expect((await quoth.ask({ question: "?!" })).reason?.code).toBe("not-a-question");
		expect((await quoth.ask({ question: "🙂🙂🙂" })).reason?.code).toBe("not-a-question");
	});

	test("near misses are shown as such, and are verbatim too", async () => {
		const quoth = await quothOver(VILLAGE);
		const answer = await quoth.ask({ question: "Which novel won the library prize in Zanzibar?" });
		expect(answer.status).toBe("not-found");
		expect(answer.nearest.length).toBeGreaterThan(0);
		for (const near of answer.nearest) expect(quoth.document(near.documentId)?.text.slice(near.span.start, near.span.end)).toBe(near.text);
	});
});

describe("what says no more than the question answers nothing", () => {
	const corpus = {
		"painter.txt":
			"Clara Wendt\n\nClara Wendt (born February 26, 1971) is a painter from Aldham.\n\nThe Clara Wendt prize honours paintings of rivers.",
		"reviews.txt": "I recommend this kettle.\n\nThe kettle boils a litre in three minutes, and suits people who live alone.",
	};

	test("the name alone, where something is asked about it", async () => {
		const quoth = await quothOver(corpus);
		for (const question of ["Who painted Clara Wendt?", "Who is Clara Wendt?"])
			for (const quote of (await quoth.ask({ question, maxError: 0.5 })).quotes) expect(quote.text).not.toBe("Clara Wendt");
		const recommended = await quoth.ask({ question: "Who do you recommend this kettle for?", maxError: 0.5 });
		expect(recommended.quotes[0]?.text).toBe("The kettle boils a litre in three minutes, and suits people who live alone.");
	});

	test("a name that looks like a stop word is something new", async () => {
		const quoth = await quothOver({ "yard.txt": "The man in charge of the yard is Will. Dogs sleep there." });
		expect((await quoth.ask({ question: "Who is the man in charge of the yard?" })).quotes[0]?.text).toContain("Will.");
	});

	test("but it may say that something is so", async () => {
		const quoth = await quothOver(corpus);
		const answer = await quoth.ask({ question: "Do you recommend this kettle?" });
		expect(answer.quotes[0]?.text).toBe("I recommend this kettle.");
	});

	test("a remark on a name, where it is asked what happened", async () => {
		const files = {
			"names.txt": 'The almanac writes "Aln-3", "Aln 3" and "Aln III" without a rule.',
			"news.txt": "In spring a flood carried away the sluice at Aln-3, and forty families had to leave their houses for a week.",
		};
		const quoth = await quothOver(files);
		expect((await quoth.ask({ question: "What happened at Aln-3?" })).quotes[0]?.source.uri).toBe("news.txt");
		const remarked = await quothOver({ "names.txt": files["names.txt"] });
		expect((await remarked.ask({ question: "What happened at Aln-3?" })).confidence).toBeLessThan(0.5);
	});

	test("a date, where a number is asked for", async () => {
		const quoth = await quothOver(corpus);
		expect(await quoth.ask({ question: "How many children does Clara Wendt have?" })).toMatchObject({ status: "not-found" });
	});
});

test("the answer keeps the contract, and the stream tells the same", async () => {
	const quoth = await quothOver(VILLAGE);
	const question = { question: "Who built the bridge?", maxQuotes: 2 };
	const answer = await quoth.ask(question);
	expect(AnswerSchema.strict().parse(answer)).toEqual(answer);
	expect(Object.keys(answer)).toEqual([
		"id",
		"question",
		"understoodAs",
		"status",
		"confidence",
		"reason",
		"quotes",
		"nearest",
		"suggestions",
		"searched",
		"index",
	]);
	const events = [];
	for await (const event of quoth.stream(question)) events.push(AnswerEventSchema.parse(event));
	expect(events.map((event) => event.type)).toEqual(["answer", ...answer.quotes.map(() => "quote"), "done"]);
	expect({ ...(await foldAnswer(events)), id: "" }).toEqual({ ...answer, id: "" });
});

test("a stream that breaks off is not an answer", async () => {
	const quoth = await quothOver(VILLAGE);
	const events = [];
	for await (const event of quoth.stream({ question: "Who built the bridge?" })) events.push(event);
	await expect(foldAnswer(events.slice(0, -1))).rejects.toThrow(/before it was complete/);
	await expect(foldAnswer(events.filter((event) => event.type !== "quote"))).rejects.toThrow(/before it was complete/);
});

test("quotes come with the passage around them", async () => {
	const quoth = await quothOver(VILLAGE);
	const { quotes } = await quoth.ask({ question: "Who founded the bakery?" });
	const founded = quotes.find((quote) => quote.text.startsWith("Ingrid Solberg"));
	expect(founded?.context).toMatchObject({
		before: "The bakery on Mill Street opened in 1987. ",
		after: expect.stringContaining("forty kinds"),
	});
});

test("only the documents that are asked for", async () => {
	const quoth = await quothOver(VILLAGE);
	const asked = await quoth.ask({ question: "When does the bakery open?", documents: ["library.md"] });
	expect(asked.searched).toMatchObject({ documents: 1 });
	expect(asked.quotes.length + asked.nearest.length).toBeGreaterThan(0);
	expect([...asked.quotes, ...asked.nearest].every((quote) => quote.source.uri === "library.md")).toBe(true);
	await expect(quoth.ask({ question: "Who?", documents: ["none.md"] })).rejects.toMatchObject({ code: "document-not-found" });
});

test("as many quotes as asked for, none twice", async () => {
	const quoth = await quothOver(VILLAGE);
	const one = await quoth.ask({ question: "Who built the bridge?", maxQuotes: 1 });
	expect(one.quotes).toHaveLength(1);
	const many = await quoth.ask({ question: "Tell me about the bakery, the bridge and the library", maxQuotes: 10 });
	const ids = [...many.quotes, ...many.nearest].map((quote) => quote.id);
	expect(new Set(ids).size).toBe(ids.length);
});

test("page furniture is never quoted, whatever is asked", async () => {
	const quoth = await quothOver({
		"a.txt":
			"Snow fell for eleven weeks on the pass.\n\nto download the video file click here\n\nfacebook twitter linkedin youtube\n\nYou may also like",
	});
	for (const question of ["How do I download the video file?", "facebook twitter linkedin", "What may I also like?"]) {
		const answer = await quoth.ask({ question });
		expect(answer.quotes.length + answer.nearest.length).toBeLessThanOrEqual(1); // there is only one sentence to show
		for (const quote of [...answer.quotes, ...answer.nearest]) expect(quote.text).toBe("Snow fell for eleven weeks on the pass.");
	}
});

test('"many of them" is no answer to how many', async () => {
	const question = "How many people live in the Ronneby camp?";
	const vague = "People in the Ronneby camp are well trained. Many of the people in the camp had lived in America.";
	const [without, given] = [
		await quothOver({ "camp.txt": vague }),
		await quothOver({ "camp.txt": vague.replace("Many of the", "Forty of the") }),
	];
	const [refused, answered] = [await without.ask({ question }), await given.ask({ question })];
	expect(answered.confidence).toBeGreaterThan(2 * refused.confidence);
});

test("what an abbreviation stands for is answered by its long form, and by nothing else", async () => {
	const about = "The VHT owns nine mills in the valley and keeps them turning. On Sunday the VHT opened a new gate for visitors.";
	const long = "The mill belongs to the Valley Heritage Trust (VHT), a society of forty members.";
	const [known, unknown] = [await quothOver({ "mill.txt": `${about} ${long}` }), await quothOver({ "mill.txt": about })];
	for (const question of ["What does VHT stand for?", "What is the VHT short for?"]) {
		const { status, quotes } = await known.ask({ question });
		expect([status, quotes[0]?.text]).toEqual(["answered", long]);
		expect((await unknown.ask({ question })).status).toBe("not-found");
	}
});

test("what happened is found by what it happened to", async () => {
	const quoth = await quothOver({
		"raid.txt":
			"The raid on the mill angered the valley, and the raid was on the front page. On June 20 the police raided the mill. " +
			"The miller spoke about the raid to the papers.",
	});
	const { status, quotes } = await quoth.ask({ question: "What happened to the mill?" });
	expect([status, quotes[0]?.text]).toEqual(["answered", expect.stringContaining("On June 20 the police raided the mill.")]);
});

describe("a figure or someone's words are quoted where they are asked for", () => {
	const corpus = {
		"tower.md":
			"# Karn Tower\n\nKarn Tower is the best known sight of Aldham and stands on the north bank.\n\nAt 62 metres it is visible from the sea. It weighs 900 tonnes. Building took four years and 31 workers.",
		"bridge.txt":
			"Aldham closes its old bridge\n\nMayor Ines Toft closed the old bridge on Monday. “We cannot wait until somebody falls in,” Toft told reporters.\n\nThe old bridge was built in 1822.",
		"bread.txt": "Bakers in Aldham sell bread for 4 euros, which is a high price. In Aldham the price of bread rose in May 2019.",
	};

	test.each([
		["How tall is Karn Tower?", "62 metres"],
		["How heavy is Karn Tower?", "900 tonnes"],
		["How long did it take to build Karn Tower?", "four years"],
		["karn tower height", "62 metres"],
		["When did the price of bread rise in Aldham?", "in May 2019"],
		["What did Mayor Toft say about the old bridge?", "We cannot wait"],
	])("%s", async (question, expected) => {
		const quoth = await quothOver(corpus);
		const { quotes, nearest } = await quoth.ask({ question });
		expect([...quotes, ...nearest][0]?.text).toContain(expected);
	});
});

test("an answer in the paragraph behind its question is found, as in an interview", async () => {
	const corpus = {
		"interview.txt":
			"A talk with Petra Holm\n\nPetra Holm makes violins in Aldham. She learnt the trade from her aunt.\n\nWhere do you buy your wood?\n\nFrom a farmer in the Jura, who keeps it under his barn for twenty years.\n\nWho plays your violins?\n\nChildren, mostly. The others cannot wait so long.",
	};
	const quoth = await quothOver(corpus);
	const { quotes, nearest } = await quoth.ask({ question: "Where does Petra Holm buy her wood?" });
	expect([...quotes, ...nearest][0]?.text).toContain("From a farmer in the Jura");
});

test("a follow-up that names nothing is asked of the document in talk, unless another answers it far better", async () => {
	const quoth = await quothOver({
		"sounder.md": "# Sounder 3\n\nThe Sounder 3 costs 4,950 euros.\n\nThe battery lasts 18 months on the sea floor.",
		"sweeper.md": "# Sweeper V9\n\nThe Sweeper V9 costs 199 euros.\n\nThe battery of the Sweeper lasts 40 minutes on carpets.",
		"help.md": "# Help\n\n## How do I reset my password?\n\nOpen Settings and choose Security.",
	});
	for (const [model, lasts] of [
		["Sounder 3", "18 months"],
		["Sweeper V9", "40 minutes"],
	]) {
		const first = await quoth.ask({ question: `How much does the ${model} cost?` });
		const then = await quoth.ask({ question: "And how long does the battery last?", history: [first] });
		expect(then.quotes[0]?.text).toContain(lasts);
		const other = await quoth.ask({ question: "How do I reset my password?", history: [first] });
		expect(other.quotes[0]?.text).toContain("Open Settings");
	}
});

test("a credit is no answer unless it is asked for", async () => {
	const quoth = await quothOver({
		"strike.txt":
			"Dockers end strike\n\nPORT ALN, Nov 30, 2022 (Aln News Agency)\n\nWorkers ended their strike on Wednesday. The town was founded by the fisherman Odd Varn.",
	});
	const { quotes, nearest } = await quoth.ask({ question: "Who founded Port Aln?" });
	expect([...quotes, ...nearest][0]?.text).toContain("Odd Varn");
});

test("nor are those who reported it", async () => {
	const quoth = await quothOver({
		"fire.txt":
			"Fire kills two dock workers\n\nTwo workers died in a warehouse on Monday.\n\nEleven vessels had to sail on to Port Carrow, and a shipping line expected delays.\n\n(Reporting by Ada Quint in Veldmouth and Pim Dekkers in Carrow; Editing by Sol March)",
	});
	const first = async (question: string) => {
		const { quotes, nearest } = await quoth.ask({ question });
		return [...quotes, ...nearest][0]?.text;
	};
	expect(await first("Where were ships rerouted to after the Veldmouth blaze?")).not.toContain("Reporting");
	expect(await first("Who reported from Veldmouth?")).toContain("Reporting by Ada Quint");
});

test("a title with two names does not tell of whom the questions of an interview ask", async () => {
	const quoth = await quothOver({
		"talk.md":
			"# Petra Holm in conversation with Jonas Lind\n\nJonas Lind of the Halden Post met the glass blower Petra Holm in Ostra.\n\n**Where do you work?**\n\nIn an old brewery behind the station.",
	});
	const { quotes } = await quoth.ask({ question: "Where does Jonas Lind work?" });
	expect(quotes[0]?.text ?? "").not.toContain("brewery");
});

test("a terse figure below the question that asks for it is the answer", async () => {
	const quoth = await quothOver({
		"pool.md":
			"# Halden pool\n\n## How old must children be to swim alone?\n\nTwelve, and they need the bronze badge. Toddlers aged two and under need a swim nappy.",
	});
	const { quotes } = await quoth.ask({ question: "How old must children be to swim alone?" });
	expect(quotes.map(({ text }) => text).join(" ")).toContain("Twelve");
});
