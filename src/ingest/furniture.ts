import type { LeftOut } from "../domain/document.ts";
import { wordsOf } from "../text/words.ts";

const NETWORKS = new Set(
	`facebook twitter x instagram linkedin youtube pinterest rss whatsapp telegram tumblr reddit tiktok vimeo flickr snapchat mastodon threads
	bluesky email mail print share magnifier search menu close blank icon google plus messenger line vk copy link follow us like tweet pin`.split(
		/\s+/,
	),
);
/** Names that no sentence is made of, so that one of them must stand in the row. */
const TELLING = new Set("facebook twitter instagram linkedin youtube pinterest rss whatsapp telegram tumblr tiktok".split(" "));

// Whole lines by which a page asks its reader to do something, or that name a part of the page. Each pattern must leave prose alone
// that begins alike: "Recommended for you" is furniture, "Recommended dose: 40 mg" is not.
const CALLS: readonly RegExp[] = [
	/^(?:you (?:may|might) also (?:like|enjoy)|also read|read (?:more|next|also)|see also|related(?: (?:articles?|stories|posts?|content|topics|news))?|recommended(?: for you)?|trending(?: now)?|most (?:read|popular|viewed)|latest (?:news|stories|posts)|more (?:news|stories)|popular posts)\s*[:.…»>]*$/i,
	/^(?:leave|post|write|add) a (?:comment|reply|review)(?: below)?[.!:]?$/i,
	/^(?:\d+ )?comments?(?: \(\d+\)| off| (?:are )?closed)?$/i,
	/^(?:to )?(?:download|view|watch|play|listen to|see|read) (?:the|this|our)\b.{0,40}?\b(?:video|file|clip|audio|image|photo|pdf|document|version|gallery|article|story)\b.{0,20}\bclick here[.!]?$/i,
	/^click (?:here|below)(?: (?:to|for)\b.{0,40})?[.!]?$/i,
	/^(?:share|tweet|pin|email|print|save|follow|like)(?: (?:this|us|on|via|to|the|article|page|story|post|facebook|twitter|x|email|friends?|with|by|now|it|here|your)\b)*[:!.]?$/i,
	/^(?:subscribe|sign up|sign in|log in|register|join)(?: (?:to|for|now|today|here|our|the|newsletter|daily|weekly|free|updates|email|and|get|receive|with|us|or)\b)*[:!.]?$/i,
	/^(?:skip to (?:main )?content|back to top|scroll (?:to top|down)|jump to navigation|toggle navigation|main menu|menu|home|search|next|previous|prev|advertisements?|sponsored(?: content)?|ad|loading)[.…]*$/i,
	/^(?:©|\(c\)(?=.*\b(?:19|20)\d\d\b)|copyright (?:©|\(c\)|(?:19|20)\d\d)).{0,70}(?<![.!?])$/i,
	/^(?:.{0,70}\b)?all rights reserved\.?$/i,
	/^(?:we use cookies|this (?:site|website) uses cookies)\b.{0,120}$/i,
	/^(?:(?:accept (?:all )?cookies|cookie (?:policy|settings|preferences)|privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions)|imprint|contact us|about us)(?:\s*[|·•,/]\s*|$))+$/i,
	/^(?:filed under|posted in)\s*:.{0,120}(?<![.!?])$/i,
	/^(?:continue reading(?: below)?|story continues below|article continues (?:below|after)\b.{0,30}|this slideshow requires javascript|don['’]t miss)[.:…]*$/i,
	/^(?:subscribe to|sign up for|get)\b.{0,60}\b(?:newsletters?|youtube channel|right in your inbox|to your inbox)\b.{0,80}$/i,
	/^follow (?:us|me|him|her|\p{Lu}\S*(?: \p{Lu}\S*)?) on (?:facebook|twitter|instagram|youtube|x|linkedin)\b.{0,60}$/iu,
	/^(?:for )?more (?:on|from|information) .{0,60}\bclick(?:ing)? here[.!]?$/i,
	/^.{0,60}\bby clicking here[.!]?$/i,
];
/** The credit of a picture, alone on its line, or the counter of a gallery. */
const CREDITS: readonly RegExp[] = [
	// a name behind it, not "Photo: JPEG up to 5 MB"
	/^\(?(?:[Pp]hotos?|PHOTOS?|[Ii]mage|IMAGE|[Pp]icture|[Vv]ideo|[Ff]oto)(?: (?:[Cc]redit|[Cc]opyright|[Bb]y|[Cc]ourtesy(?: of)?))?\s*[:©]\s*(?=.{1,60}$)(?:(?:[^\s.!?\p{Ll}\d,/|&–—-][^\s!?\d:,/|&–—-]*|dpa|afp|apa|artist|author|owner|of|by|for|from|the|and|via|courtesy|at|on|in|de|la|von|van|(?:19|20)\d\d)(?:[\s,/|&–—-]+|$))+\)?$/u,
	/^image (?:copyright|caption)\s+[^.!?]{1,50}$/i,
	/^(?:image|photo|slide) \d+ (?:of|\/|of \/) *\d+$/i,
	/^[^.!?|]{2,40}\s[|/]\s(?:[^.!?|]{2,20}\s[|/]\s)?(?:getty images|ap|reuters|afp|epa|shutterstock|istock|bloomberg(?: \| getty images)?)$/i,
];
/** When a page was put up or changed, alone on its line. */
const STAMP = /^(?:(?:(?:first |last )?(?:published|posted|updated|modified)(?: on| at)?\s*:?\s*)(?=.*\d).{4,60}[|;]?\s*)+$/i;
/** The address of a page, alone on its line. */
const ADDRESS = /^https?:\/\/\S+$/i;
/** "Related: …", "SEE MORE: …" in front of the title of another page. */
const RELATED =
	/^(?:related(?: (?:story|article|video|stories))?|see more|see also|read more|read also|also read)\s*[:|–—]\s*\S.{5,140}(?<![.;])$/i;
const BREADCRUMB = /^\S.{0,80}?(?:\s[»›]\s.{1,120}?)+$/;
const LONGEST_LINE = 220;

/**
 * Whether one line of a page is furniture by its form. Only short lines are: a paragraph of prose never is.
 * @returns the reason, or null for a line to keep.
 */
export function furnitureReason(line: string): LeftOut["reason"] | null {
	const text = line.trim();
	if (text === "" || text.length > LONGEST_LINE) return null;
	if (!/[\p{L}\p{N}]/u.test(text)) return "no-words";
	if (isLinkRow(text)) return "link-row";
	if (BREADCRUMB.test(text) && !/[.!?]$/.test(text)) return "breadcrumb";
	if (CALLS.some((call) => call.test(text))) return "call-to-action";
	if (CREDITS.some((credit) => credit.test(text))) return "caption-credit";
	if (STAMP.test(text) && !/[.!?]$/.test(text)) return "byline";
	if (ADDRESS.test(text)) return "link-row";
	if (RELATED.test(text)) return "related-links";
	return null;
}

/** What the menus of web pages lead to. */
const SECTIONS = new Set(
	"home news sport sports opinion business culture politics world video videos about contact subscribe login register search menu shop blog help faq press jobs events archive newsletter".split(
		" ",
	),
);
/** One of these is in every menu, and seldom in a row of a table. */
const OF_MENUS = ["home", "menu", "search", "login", "subscribe", "register"];

/** Whether a line is the menu of a web page: "Home | News | Sport | Opinion". */
export function isMenu(line: string): boolean {
	if (line.length > LONGEST_LINE) return false;
	const parts = line.split(/[|•·]/).map((part) => part.trim().toLowerCase());
	return parts.length >= 3 && parts.every((part) => SECTIONS.has(part)) && OF_MENUS.some((part) => parts.includes(part));
}

function isLinkRow(text: string): boolean {
	if (isMenu(text)) return true;
	if (/[.!?,;]/.test(text)) return false;
	const words = wordsOf(text).map((word) => word.text);
	if (words.length < 3 || !words.some((word) => TELLING.has(word))) return false;
	return words.filter((word) => NETWORKS.has(word)).length >= 0.75 * words.length;
}

/** What a person says of the furniture of a folder: patterns of what to keep and of what to leave out, whatever its form. */
export type FurnitureRules = { readonly keep: readonly RegExp[]; readonly leaveOut: readonly RegExp[] };

/** Decides what of a document is furniture: a person's rules first, then the form of the line. */
export type Judge = {
	/**
	 * @param before the text that stands before it: what a lead-in announces ("The address is:") is no furniture by its form
	 * @returns why a line is left out, or null.
	 */
	line(text: string, before?: string): LeftOut["reason"] | null;
	/** The same for what is never furniture by its form: headings, tables, code. */
	rule(text: string): LeftOut["reason"] | null;
	/** Whether a rule says that this must be kept. */
	isKept(text: string): boolean;
};

/** Whether a line announces what follows it: a sentence that ends with a colon, not "Share on:". */
function leadsIn(line: string): boolean {
	return /\S+\s+\S+\s+\S+:\s*$/.test(line.slice(-80)) && furnitureReason(line) === null;
}

export function createJudge({ keep, leaveOut }: FurnitureRules = { keep: [], leaveOut: [] }): Judge {
	const isKept = (text: string) => keep.some((pattern) => pattern.test(text));
	const rule = (text: string) => (leaveOut.some((pattern) => pattern.test(text)) && !isKept(text) ? "rule" : null);
	return {
		isKept,
		rule,
		line: (text, before = "") => rule(text) ?? (isKept(text) || leadsIn(before) ? null : furnitureReason(text)),
	};
}
