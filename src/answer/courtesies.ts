// What people say around a question. Each of these may stand at its beginning, …
const BEFORE = [
	// "My boss asked me who …", "As a journalist I need to know when …"; but not "If I lose my card, whom …"
	/(?!(?:who|whom|whose|what|when|where|why|which|how)\b)[^.?!]{0,80}?\b(?:i|my|me|we|our|you)\b[^.?!]{0,60}?\b(?:ask(?:ed|s|ing)?|know|tell|told|wonder(?:ed|ing)?|find out|understand|learn|figure out|explain|remember|check)(?: me| us| you)?(?: about)?[,:]?\s+(?=(?:who|whom|whose|what|when|where|why|which|how|whether)\b)/,
	/what (?:i|we)(?: really| actually| just)? (?:want|need|would like|['’]d like) to (?:know|find out|understand|ask) is\b[,:]?/,
	/(?:do|does|did) (?:the|these|those|your|any of the) (?:documents?|articles?|texts?|files?|sources?|pages?|reports?) (?:say|tell|mention|explain|state)(?: (?:about|anything about|something about))?(?=\s)/,
	/(?:just |i['’]m |only )?curious\s*[,.:;–—-]+/,
	/(?:(?:i['’]m )?sorry to (?:bother|trouble|disturb) you|pardon me)[,.;]?(?: but)?\b/,
	/(?:urgent|important|asap)\s*[,.:;!–—-]+/,
	/in your (?:opinion|view),/,
	/(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|dear quoth|thanks|thank you|ok(?:ay)?|excuse me|sorry)(?: (?:there|all|everyone|quoth|again|so much|very much|a lot))?\s*[,.!;:–—-]+/,
	/(?:please|kindly)\b,?/,
	/(?:please )?help me(?: to)? (?:find out|find|understand|learn|see)\b(?: out)?,?/,
	/(?:can|could|would|will) (?:you|anyone|someone|somebody)(?: (?:please|kindly|perhaps|maybe|also))? (?:tell|explain to|remind|inform|show) (?:me|us)\b,?/,
	/(?:can|could|would|will) you (?:please )?(?:help me )?(?:find out|look up|say|explain)\b,?/,
	/(?:please )?(?:tell|remind|inform) (?:me|us)\b(?! about (?:it|that|this)\b),?/,
	/(?:do|does|did|would) (?:you|anyone|anybody|someone) (?:happen to )?know\b,?/,
	/any idea\b,?/,
	/i(?:['’]m| am| was|['’]ve been)(?: just)? (?:wondering|curious|interested to know|trying to (?:find out|understand|learn))\b(?: about)?,?/,
	/i(?:['’]d| would)(?: really)? (?:like|love|want) to (?:know|find out|learn|understand|ask)\b,?/,
	/i (?:want|wanted|need|wish) to (?:know|find out|learn|understand|ask)\b,?/,
	/i have a (?:quick )?question[,.:;!–—-]+/,
	/(?:quick |one |just a |a )*question\s*[,.:;–—-]+/,
	/(?:according to|based on|judging by|in|from) (?:the|these|those|your|this|our) (?:given |provided |above )?(?:documents?|articles?|texts?|files?|corpus|sources?|pages?|collection|report),/,
	/können sie mir(?: bitte)? sagen,/,
	/kannst du mir(?: bitte)? sagen,/,
	/(?:bitte )?sagen sie mir(?: bitte)?,/,
	/ich (?:würde gerne?|möchte(?: gerne?)?) wissen,/,
	/wissen sie,|weißt du,/,
	/(?:hallo|guten (?:tag|morgen|abend)|danke|bitte)(?: zusammen)?\s*[,.!]+/,
	/(?:me )?(?:puede|puedes|podría|podrías)(?: usted)? decirme,?/,
	/(?:quisiera|quiero|me gustaría) saber,?/,
	/(?:hola|buenos días|buenas tardes|gracias|por favor)\s*[,.!]+/,
	/(?:pouvez-vous|peux-tu|pourriez-vous|pourrais-tu) me dire,?/,
	/(?:j['’]aimerais|je voudrais) savoir,?/,
	/(?:bonjour|salut|merci|s['’]il vous plaît)\s*[,.!]+/,
];
// … and each of these at its end.
const AFTER = [
	/(?<=\?)\s+(?:i|we)(?:['’](?:m|ve|d|re))? (?:need|want|am|was|are|have|can|could|can['’]t|cannot|could not|couldn['’]t|asking|doing|writing|working)\b[^?]*$/,
	/(?<=\?)\s*\([^()?]{0,40}\b(?:please|thanks|answer|short|brief)\b[^()?]{0,40}\)\s*$/,
	/[,.;!–—\s-]+(?:please|thanks|thank you|thx|cheers|many thanks|bitte|danke|vielen dank|gracias|por favor|merci|s['’]il vous plaît)(?: (?:a lot|so much|very much|in advance|im voraus|beaucoup|d['’]avance))?[\s!.]*$/,
	/,? (?:according to|based on|in) (?:the|these|those|your) (?:given |provided |above )?(?:documents?|articles?|texts?|files?|corpus|sources)(?=\s*[?.!]*$)/,
];

const ANY_BEFORE = new RegExp(`^[\\s¿¡"“]*(?:${BEFORE.map(({ source }) => source).join("|")})\\s*`, "iu");
const ANY_AFTER = new RegExp(AFTER.map(({ source }) => source).join("|"), "iu");
/** Courtesies that stand behind each other. */
const MOST = 6;

/** The question itself: "Hi! Could you please tell me when the mill opened? Thanks!" asks "when the mill opened?" */
export function withoutCourtesies(question: string): string {
	let bare = question.trim();
	for (let at = 0; at < MOST; at++) {
		const shorter = bare.replace(ANY_BEFORE, "").replace(ANY_AFTER, "");
		if (shorter === bare || !/\p{L}/u.test(shorter)) break;
		bare = shorter;
	}
	return bare;
}
