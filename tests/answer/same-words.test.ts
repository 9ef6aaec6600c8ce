import { expect, test } from "vitest";
import { quothOver } from "../support/quoth.ts";

/** What people write otherwise than the text does, though they mean the same. */
const NEWS = {
	"steel.txt": "The U.S. imposed a tariff of 12 percent on steel. Moscow rejected the plan for a ceasefire as baseless.",
	"bridge.txt":
		"Danish farmers blocked a bridge near Odense on Monday. The British prime minister, Harold Fenn, met union leaders in Leeds.",
	"fine.txt": "A Dutch court fined the shipping firm 4 million euros. The UAE bought eleven helicopters from a French maker.",
	"health.txt": "The World Health Organization declared the outbreak in the delta over in June. The United Nations sent 300 observers.",
	"tarrow.txt": "Michael Tarrow was born in Leeds and worked in New York City until the Second World War broke out.",
	"us.txt": "Nobody told us about it, and who knows why.",
};

const HOUSE = {
	"account.txt": "To log in, open the start page and enter the code. Set up the new hard drive before you copy anything.",
	"family.txt": "Child care is free for staff on weekends. The chief executive, Paula Reim, resigned in May.",
	"harbour.txt": "The colour of the harbour buoys was changed to yellow in spring. The coastal route is 42 kilometres long.",
	"race.txt": "The first stage was won by Ilse Brandt. Carparks are closed during the race.",
};

async function isAnswered(files: Record<string, string>, question: string, quoted: string) {
	const answer = await (await quothOver(files)).ask({ question });
	expect(answer.status).toBe("answered");
	expect(answer.quotes[0]?.text).toContain(quoted);
}

test.each([
	["What tariff did the United States impose on steel?", "The U.S. imposed"],
	["What tariff did the US impose on steel?", "The U.S. imposed"],
	["what tariff did the us impose on steel", "The U.S. imposed"],
	["What tariff did Washington impose on steel?", "The U.S. imposed"],
	["Why did Russia reject the plan for a ceasefire?", "Moscow rejected"],
	["Where did farmers in Denmark block a bridge?", "Danish farmers"],
	["Who is the prime minister of the UK?", "The British prime minister"],
	["How much was the shipping firm fined in the Netherlands?", "A Dutch court"],
	["How many helicopters did the United Arab Emirates buy?", "The UAE bought"],
	["When did the WHO declare the outbreak over?", "The World Health Organization"],
	["How many observers did the UN send?", "The United Nations"],
	["Where was Mike Tarrow born?", "Michael Tarrow"],
	["Who worked in NYC until WW2?", "Michael Tarrow"],
])("news: %s", (question, quoted) => isAnswered(NEWS, question, quoted));

test.each([
	["How do I login?", "To log in"],
	["How do I setup the new hard drive?", "Set up"],
	["Is childcare free for staff?", "Child care"],
	["When did the CEO resign?", "The chief executive"],
	["What color are the harbor buoys?", "The colour"],
	["How many km is the coastal route?", "42 kilometres"],
	["Who won the 1st stage?", "The first stage"],
	["Which car parks are closed during the race?", "Carparks"],
])("a house: %s", (question, quoted) => isAnswered(HOUSE, question, quoted));

/** Words that go with anything are not told. */
const PARK = {
	"park.md": "# Greyfield Park\n\nThe gates of Greyfield Park are locked when it rains. Dogs on a lead may enter the park.",
};

test.each([
	["What do I need to keep in mind when I take dogs to Greyfield Park?", "Dogs on a lead"],
	["Can dogs still come into the park?", "Dogs on a lead"],
])("a park: %s", (question, quoted) => isAnswered(PARK, question, quoted));

test.each([["What do dogs need?"], ["Can I use a drone inside Greyfield Park?"]])(
	"but not where the rest is not told: %s",
	async (question) => {
		expect((await (await quothOver(PARK)).ask({ question })).status).toBe("not-found");
	},
);

test.each([
	["What did South Korea buy?", { "a.txt": "The North Korean army bought eleven helicopters from a French maker." }],
	["Who signed the bill?", { "a.txt": "William signed nothing, and the court took his word." }],
	["Who is the therapist?", { "a.txt": "The court found that the rapist, Jonas Keel, had lied." }],
	["What is the population of France?", { "a.txt": "Paris has a population of two million." }],
])("but not what only looks alike: %s", async (question, files) => {
	const answer = await (await quothOver(files)).ask({ question });
	expect(answer.status).toBe("not-found");
});
