/** What must follow where the words before may be meant: "I want to know who …", but not "I want to learn to drive". */
const ASKS = /(?=(?:who|whom|whose|what|when|where|why|which|how|whether|if|(?:is|are|was|were|do|does|did|has|have|can) )\b)/.source;
/** "My boss asked me who …": where nothing but the question follows. */
const ASKS_TO_THE_END =
	/(?=(?:who|whom|whose|what|when|where|why|which|how|whether)\b(?! to\b)(?:(?![,–—-]\s*(?:can|could|is|are|am|do|does|did|will|would|may|must|should|has|have)\b)[^.?!;:])*[.?!]*\s*$)/
		.source;
const ASKS_OPENLY = /(?=(?:who|whom|whose|what|when|where|why|which|how|whether|if)\b)/.source;
/** A hyphen within a word is none of these: "Hi-Fi". */
const MARK = /\s*(?:[,.!;:]+|[–—]|-(?=\s))\s*/.source;

/** Whom people write to who do not know who reads it. */
const READERS =
	"all|team|everyone|everybody|folks|guys|support|colleagues|sir|madam|sirs|friends|helpdesk|help desk|bot|assistant|quoth|both|mate";

/** What people say before a question, … */
const BEFORE = [
	`(?:i (?:was|am)|i['’]m|i wonder)(?: just)?(?: wondering)? if (?:you|anyone|someone|somebody) (?:could|can|might|would)(?: please)? (?:tell|explain to|help|let) (?:me|us)(?: (?:find out|understand|know))?[,:]? ${ASKS}`,
	`(?:sorry|apologies),? but,? ${ASKS}`,
	`(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|thanks|thank you|ok(?:ay)?|excuse me|sorry|please)(?: (?:there|all|everyone|quoth|again|so much|very much|a lot))?${MARK}`,
	`(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)) (?:${READERS})(?:(?:,| and| or)? (?:${READERS}))*${MARK}`,
	`(?:(?:hi|hello|hey|hiya|yo|um+|uh+|er+m?|so|ok(?:ay)?|well|right|now then|anyway|btw)(?: (?:there|${READERS}))*,? )+${ASKS}`,
	`(?:(?:a|one|just a|another|my|hey) )?(?:(?:quick|simple|stupid|silly|dumb|short|small|next|last|final) )+(?:q|one|question|query)(?: (?:for you|here|though|please))?(?:${MARK}|,? ${ASKS})`,
	`(?:(?:(?:my|our|here['’]?s (?:my|a|the)|here is (?:my|a|the)) (?:\\p{L}+ )?)(?:question|query|q)(?: is| was| would be)?(?::\\s*|,? ${ASKS_OPENLY})|(?:question|query|q):\\s*)`,
	`(?:just |i['’]m |only )?curious${MARK}`,
	`(?:urgent|important|asap)${MARK}`,
	`(?:i have a )?(?:quick |one |just a |a )*question${MARK}`,
	`(?:(?:i['’]m )?sorry to (?:bother|trouble|disturb) you|pardon me)(?: (?:again|once more|with this|so late))*[,.;!:]?(?: but)?\\s+`,
	"in your (?:opinion|view), ",
	"(?:according to|based on|judging by|in|from) (?:the|these|those|your|this|our) (?:given |provided |above )?(?:documents?|articles?|texts?|files?|corpus|sources?|pages?|collection|report), ",
	`(?:please|kindly),? ${ASKS}`,
	`(?:please )?(?:help me (?:to )?(?:find out|understand|learn|see)|(?:tell|remind|inform) (?:me|us)(?: again)?)[,:]? ${ASKS}`,
	`(?:can|could|would|will) (?:you|anyone|someone|somebody)(?: (?:please|kindly|perhaps|maybe|also))? (?:(?:tell|explain to|remind|inform|show) (?:me|us)|help me (?:find out|understand)|find out|look up|say|explain)[,:]? ${ASKS}`,
	`(?:do|does|did|would) (?:you|anyone|anybody|someone) (?:happen to )?know[,:]? ${ASKS}`,
	`any idea[,:]? ${ASKS}`,
	`i(?:['’]m| am| was| have been|['’]ve been)(?: just)? (?:wondering|curious|interested to know|trying to (?:find out|understand|learn))[,:]? ${ASKS}`,
	`what (?:i|we)(?: really| actually| just)? (?:want|need|would like|['’]d like) to (?:know|find out|understand|ask) is[,:]? ${ASKS}`,
	`(?:do|does|did) (?:the|these|those|your|any of the) (?:documents?|articles?|texts?|files?|sources?) (?:say|tell|mention|explain|state) ${ASKS}`,
	`(?:i|we)(?:['’]d)?(?: (?:would|really|just|also))* (?:need|want|wanted|like|love|wish) to (?:know|find out|understand|learn|ask)[,:]? ${ASKS}`,
	`(?:my|our) \\p{L}+(?: \\p{L}+)? (?:asked|asks|is asking|wants to know|would like to know|wonders)(?: me| us)?,? ${ASKS_TO_THE_END}`,
	"(?:können sie|kannst du) mir (?:bitte )?sagen, ",
	"(?:bitte )?sagen sie mir(?: bitte)?, ",
	"ich (?:würde gerne?|möchte(?: gerne?)?) wissen, ",
	`(?:hallo|guten (?:tag|morgen|abend)|danke|bitte)(?: zusammen)?${MARK}`,
	"(?:me )?(?:puede|puedes|podría|podrías)(?: usted)? decirme,? ",
	`(?:hola|buenos días|buenas tardes|gracias|por favor)${MARK}`,
	"(?:pouvez-vous|peux-tu|pourriez-vous|pourrais-tu) me dire,? ",
	`(?:bonjour|salut|merci|s['’]il vous plaît)${MARK}`,
];
/** Who asks may decide which answer is right: "As an islander, I want to know how much I pay." */
const AS_SOMEBODY = new RegExp(
	`^(as an? [\\p{L}-]+(?: [\\p{L}-]+)?),? (?:i|we)(?:['’]d)?(?: (?:would|really|just|also))* (?:need|want|wanted|like|love|wish) to (?:know|find out|understand|learn|ask)[,:]? ${ASKS}`,
	"iu",
);
const ANY_BEFORE = new RegExp(`^(?:${BEFORE.join("|")})`, "iu");

/** Not behind what tells of the word: "What is the German word for please?" */
const NOT_SAID = "(?<!\\b(?:is|are|was|an?|the|of|by|for|to|with|mean|means|meant|say|says|said|word|pay|pays|form|called|write|spell))";

/** … and what they say after it. */
const AFTER = [
	/(?<![,.;!–—\s-])(?:(?:\?|\s*[,.;!–—]|\s+-(?=\s))\s*)(?:please|thanks|thank you|thx|cheers|many thanks|bitte|danke|vielen dank|gracias|por favor|merci|s['’]il vous plaît)(?: (?:a lot|so much|very much|in advance|im voraus|beaucoup|d['’]avance))?[\s!.]*$/iu,
	new RegExp(`(?<!\\s)${NOT_SAID} (?:please|thanks)[\\s!.]*$`, "u"),
	new RegExp(
		`(?<=\\S)${NOT_SAID}(?:\\?|[,.;!–—-])?\\s+(?:(?:pl[sz]|thx|lol|btw)(?: help(?: me)?)?|[Pp]lease (?:help(?: me)?|advise|explain|clarify))[\\s!.?]*$`,
		"u",
	),
	/(?<=\S)(?:\?|\s*[,.;!–—]|\s+-)\s*(?:do you know|does (?:anyone|anybody|someone|somebody)(?: here)? know|any(?:one|body)|any (?:ideas?|clues?|thoughts|hints)|can (?:you|anyone|someone|anybody) (?:please )?(?:help(?: me)?|tell me|explain)|i wonder)[\s!.?]*$/iu,
	/(?<=\?)\s(?:i|we) (?:need|want) (?:it|this|that) for\b[^?.!]*[.!]*$/iu,
	/(?<=\?)\s?\((?:a )?(?:short|brief|quick)\b[^()?]{0,20}\bplease\)$/iu,
	/(?: according to|, (?:based on|in)) (?:the|these|those|your) (?:given |provided |above )?(?:documents?|articles?|texts?|files?|corpus|sources)(?=[?.! ]*$)/iu,
];

/** Courtesies that stand behind each other. */
const MOST = 6;

/** The question itself: "Hi! Could you please tell me when the mill opened? Thanks!" asks "when the mill opened?" */
export function withoutCourtesies(question: string): string {
	let bare = question.trim();
	for (let round = 0; round < MOST; round++) {
		let shorter = bare.replace(ANY_BEFORE, "").replace(AS_SOMEBODY, (_, role) => `${role}, `);
		for (const courtesy of AFTER) shorter = shorter.replace(courtesy, (said) => (said.startsWith("?") ? "?" : ""));
		shorter = shorter.trim();
		if (shorter === bare || !/\p{L}/u.test(shorter)) break;
		bare = shorter;
	}
	return bare;
}
