import { describe, expect, test } from "vitest";
import { measureAsked, namesMeasure, timeOfDayAsked } from "../../src/answer/measures.ts";

describe("what gives the measure that is asked for", () => {
	test.each([
		["How hot does the oven get?", "The bricks reach 1,100 °C.", "Hot air blows through 40 channels."],
		["How long did the strike last?", "They ended a 23-day strike.", "The strike cost 5 million euros."],
		["How long is the bridge?", "It spans 840 metres.", "It has four lanes."],
		["How long can it stay under water?", "It can dive for eleven minutes.", "It measures 55 centimetres."],
		["How long does it hold its breath?", "For eleven minutes.", "It breeds once a year."],
		["How long does the rope have to be?", "The rope has to measure 20 metres.", "The rope has to be dry."],
		["How old is the doctor?", "She is 68 and works alone.", "She came in 1984."],
		["At what age did he leave?", "I was eleven.", "I left with two bags."],
		["How fast can it run?", "It runs at up to 55 km/h.", "It runs on four legs."],
		["How heavy is a quillhare?", "Adults weigh 3 to 4 kg.", "They live for eight years."],
		["How much does the vacuum weigh?", "The V9 is light at 2.1 kg.", "It costs £199."],
		["How tall is the tower?", "Its 42 storeys tower over the town.", "It was built in 1902."],
		["How far is the airport?", "The airport is 40 km away.", "The airport has 2 runways."],
		["How much does a ticket cost?", "Tickets are 12 euros.", "Tickets are sold at 3 kiosks."],
		["How much is the rent?", "They pay EUR 640 a month.", "They have 3 rooms."],
		["How much did they pay?", "The fine was 31 million tamars.", "There were 31 of them."],
		["How often does the board meet?", "It meets twice a month.", "It has nine members."],
		["What percentage agreed?", "Half of them did.", "They were asked in 2012."],
		["What share of fish was ill?", "One in five was.", "The fish were caught in 2012."],
		["What is the height of Mount Karsa?", "The peak, 6,812 metres high, is icy.", "It was climbed in 1958."],
		["How high is the fee?", "The fee is 9 euros.", "The fee is due when you enter."],
		["How long is it valid?", "It is valid for 30 calendar days.", "It costs 9 euros."],
		["How often do buses run?", "Buses run on Tuesdays.", "Buses cost 4 euros per passenger each way."],
		["How old must I be?", "Drivers must be 21 or older.", "Drivers need a card."],
		["How many years did it take?", "It took a decade.", "It took 40 workers."],
		["How much does printing cost?", "It is 10p a sheet.", "It is done on 2 printers."],
		["How tall is she?", "She is 6'2\".", "She is 31."],
		["How often is the filter washed?", "Rinse it after each wash.", "The filter holds 2 litres."],
		["How old are the bones?", "Bears lived here 40,000 years ago.", "There are 30 bones."],
		["How long is the season?", "It lasts from May to August.", "It has 8 shows."],
		["How cold does the hut get?", "It gets to ten below zero.", "The peaks are often above us."],
		["What is the phone number of the office?", "Call 01632 960 771.", "The number was changed in 1926."],
		["What is the emergency phone number?", "Call 112.", "It is printed on the door."],
		["How far is the station?", "It is right opposite.", "It has 12 platforms."],
	])("%s", (question, given, other) => {
		const measure = measureAsked(question);
		expect(measure?.given.test(given)).toBe(true);
		expect(measure?.given.test(other)).toBe(false);
	});
});

test.each([
	"How many people lost their jobs to cut the cost?",
	"How much rain fell?",
	"How much of the money went to schools?",
	"How big is the army?",
	"Who built it?",
	"What is the number of workers whose rent rose?",
	"How much luggage is included in the fare?",
	"How much paid leave do I get?",
	"What is the population of the town that raised taxes?",
	"What capacity does the paid plan offer?",
])("no measure: %s", (question) => {
	expect(measureAsked(question)).toBeNull();
});

test("what time is told by the clock, a time of the year is not", () => {
	const asked = timeOfDayAsked("What time did the fire start?");
	expect(asked?.given.test("It broke out at 3:40 a.m.")).toBe(true);
	expect(asked?.given.test("It broke out in Shed 17.")).toBe(false);
	expect(timeOfDayAsked("During what time period did it stand?")).toBeNull();
});

test("when something is open is told by days and hours, not by years", () => {
	const asked = timeOfDayAsked("opening hours library");
	expect(asked?.given.test("Monday to Thursday 9.30–19.00")).toBe(true);
	expect(asked?.given.test("It is named after a poet who worked here until 1974.")).toBe(false);
});

test("how long it takes to change a price is a time", () => {
	expect(measureAsked("How long does it take to change the price?")?.given.test("It takes two days.")).toBe(true);
});

test("words as for a search engine name a measure first or last", () => {
	expect(namesMeasure("mount karsa height")).toBe(true);
	expect(namesMeasure("the speed of the ferry")).toBe(true);
	expect(namesMeasure("price mechanism")).toBe(false);
});

test("long rows of figures and words take no long time", () => {
	const measure = measureAsked("How long is it?");
	const started = performance.now();
	expect(measure?.given.test(`${"1.".repeat(50_000)} ${"a ".repeat(50_000)}`)).toBe(false);
	expect(performance.now() - started).toBeLessThan(2_000);
});
