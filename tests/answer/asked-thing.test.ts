import { describe, expect, test } from "vitest";
import { quothOver } from "../support/quoth.ts";

const FILES = {
	"murmur-2.md":
		"# Murmur 2\n\nThe Murmur 2 is a hearing aid and costs 1,200 euros. It weighs nine grams. A trade-in lowers the price by 300 euros. The case is turquoise.",
	"theatre.txt":
		"The theatre in Ferry Street was built in 1872. The council approved the repairs by seven votes to five. It was reopened on 3 June.",
	"dravik.txt": "Balthasar Dravik, a locksmith, had five daughters and a parrot that could whistle.",
	"goals.txt": "Anna Bright kept goal for Ostrel United for sixteen seasons and played 511 league games.",
	"rules.md":
		"The gates are locked when it rains. Dogs on a lead may enter the park. A reply is given within 30 days. The fine stands at 180 crowns.",
	"ribbon.txt": "The box says WR-62, whereas we used to have W-62. The R stands for reverse winding and is made for another machine.",
	"club.txt": "The rowing club of Ostrel has a boathouse in Weir Lane. The secretary of the rowing club is Lena Voss, ext. 4416.",
	"teams.txt": "Two days after the flood Chile sent sixty firefighters with dogs to the valley.",
};

describe("what the documents do not tell is refused", () => {
	test.each([
		["How much does the Murmur 4 hearing aid cost?"],
		["What was the name of Balthasar Dravik's parrot?"],
		["How many goals did Anna Bright let in for Ostrel United?"],
		["How many seats does the theatre in Ferry Street have?"],
		["What colour is the theatre in Ferry Street?"],
		["Who built the theatre in Ferry Street?"],
		["What is the email address of the rowing club's secretary?"],
		["What's the website of the rowing club of Ostrel?"],
	])("%s", async (question) => {
		const answer = await (await quothOver(FILES)).ask({ question });
		expect(answer.status).toBe("not-found");
	});
});

describe("and what they tell is answered", () => {
	test.each([
		["How much does the Murmur 2 hearing aid cost?", "1,200 euros"],
		["How many league games did Anna Bright play?", "511 league games"],
		["How many daughters did Balthasar Dravik have?", "five daughters"],
		["What colour is the case of the Murmur 2?", "turquoise"],
		["Which country sent firefighters after the flood?", "Chile"],
		["How quickly is a reply given?", "within 30 days"],
		["What does the R in WR-62 stand for?", "reverse winding"],
		["How much is the fine?", "180 crowns"],
		["What is the phone number of the rowing club's secretary?", "ext. 4416"],
		["Are 2 dogs on a lead allowed to enter the park?", "Dogs on a lead may enter"],
		["The gates were locked when we came. May dogs on a lead enter the park?", "Dogs on a lead may enter"],
	])("%s", async (question, quoted) => {
		const answer = await (await quothOver(FILES)).ask({ question });
		expect(answer.status).toBe("answered");
		expect(answer.quotes[0]?.text).toContain(quoted);
	});
});
