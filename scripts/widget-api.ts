/** What `<quoth-chat>` offers: docs/widget.md and custom-elements.json are made from these tables, and a test compares them with the element. */

type Attribute = {
	readonly name: string;
	readonly property: string;
	readonly type: string;
	readonly fallback: string;
	readonly description: string;
};

export const ATTRIBUTES: readonly Attribute[] = [
	{ name: "src", property: "src", type: "string", fallback: "the page's own server", description: "Address of the server" },
	{
		name: "key",
		property: "key",
		type: "string | null",
		fallback: "none",
		description: "A publishable key, `pk_…`, where the server asks for one",
	},
	{
		name: "mode",
		property: "mode",
		type: '"inline" | "floating" | "modal"',
		fallback: "inline",
		description: "In the page; or behind a button, beside the page or above it",
	},
	{ name: "open", property: "open", type: "boolean", fallback: "false", description: "Whether the panel behind the button is shown" },
	{ name: "heading", property: "heading", type: "string | null", fallback: "by language", description: "The name of the chat" },
	{
		name: "placeholder",
		property: "placeholder",
		type: "string | null",
		fallback: "by language",
		description: "What stands in the empty field",
	},
	{
		name: "documents",
		property: "documents",
		type: "string[] | null",
		fallback: "all",
		description: "Ids or uris of documents, separated by commas: only they are asked",
	},
	{ name: "max-quotes", property: "maxQuotes", type: "number | null", fallback: "the server's", description: "Most quotes in an answer" },
	{
		name: "theme",
		property: "theme",
		type: '"auto" | "light" | "dark"',
		fallback: "auto",
		description: "Colours; auto follows the system",
	},
	{
		name: "position",
		property: "position",
		type: '"end" | "start"',
		fallback: "end",
		description: "The side of the page on which the button floats",
	},
	{
		name: "persist",
		property: "persist",
		type: '"session" | "none"',
		fallback: "session",
		description: "Whether the conversation survives a reload, in its tab",
	},
	{
		name: "lang",
		property: "lang",
		type: "string",
		fallback: "the page's",
		description: "Language of the chat: en, de, es, fr, ar; English for others. Where the page says none, the person's",
	},
];

export const PROPERTIES = [
	{
		name: "messages",
		type: "OwnMessages",
		description:
			"Messages of the page's own, by key (src/widget/catalogues.ts), for other words or another language, which `lang` then names",
	},
	{ name: "conversation", type: "readonly Turn[]", description: "The questions so far with what came of each; read only" },
] as const;

export const METHODS = [
	{ name: "ask(question)", returns: "Promise<Answer | null>", description: "Asks as if it were typed; null where no answer came" },
	{ name: "clear()", returns: "void", description: "Forgets the conversation" },
	{ name: "show()", returns: "void", description: "Shows the panel" },
	{ name: "hide()", returns: "void", description: "Hides it" },
	{ name: "toggle()", returns: "void", description: "Shows or hides it" },
	{ name: "exportConversation(format)", returns: "string", description: "The conversation as `markdown` or `json`" },
] as const;

export const EVENTS = [
	{ name: "quoth:ready", detail: "{}", description: "The element is there" },
	{ name: "quoth:question", detail: "{ question }", description: "Before a question is sent; `preventDefault()` keeps it back" },
	{ name: "quoth:answer", detail: "{ answer }", description: "An answer has come: the object of the API" },
	{
		name: "quoth:citation-click",
		detail: "{ quote, number }",
		description: "A source is to be opened; `preventDefault()` leaves that to the page",
	},
	{ name: "quoth:feedback", detail: "{ answerId, rating }", description: "Feedback was kept" },
	{
		name: "quoth:error",
		detail: "{ problem, question }",
		description: "A question was not answered, or feedback not kept: `problem.code` says why",
	},
] as const;

export const SLOTS = [
	{ name: "header", description: "In place of the heading" },
	{ name: "welcome", description: "In place of the words before the first question" },
	{ name: "footer", description: "Below the field" },
	{ name: "launcher-icon", description: "In place of the picture on the button" },
] as const;

export const PARTS = [
	{ name: "launcher", description: "The floating button" },
	{ name: "panel", description: "The whole chat" },
	{ name: "header", description: "Its head" },
	{ name: "heading", description: "Its name" },
	{ name: "log", description: "The conversation" },
	{ name: "question", description: "A question" },
	{ name: "answer", description: "An answer" },
	{ name: "quote", description: "A quote with its source" },
	{ name: "quote-text", description: "The words of a quote" },
	{ name: "match", description: "A word of the quote that the question asks with" },
	{ name: "citation", description: "The number of a quote" },
	{ name: "source", description: "The lines below a quote" },
	{ name: "not-found", description: "The card that says that nothing was found" },
	{ name: "nearest", description: "The nearest passages in it" },
	{ name: "error", description: "The card that says that something failed" },
	{ name: "suggestion", description: "A suggested question" },
	{ name: "form", description: "The foot with the field" },
	{ name: "input", description: "The field" },
	{ name: "send", description: "The button beside it" },
] as const;

export const CUSTOM_PROPERTIES = [
	{ name: "--quoth-accent", description: "Colour of buttons, links and the edge of quotes" },
	{ name: "--quoth-on-accent", description: "Colour on that colour" },
	{ name: "--quoth-paper", description: "Background" },
	{ name: "--quoth-card", description: "Background of quotes and fields" },
	{ name: "--quoth-ink", description: "Colour of the text" },
	{ name: "--quoth-soft", description: "Colour of what is less important" },
	{ name: "--quoth-line", description: "Colour of lines" },
	{ name: "--quoth-missing", description: "Colour of what was not found and what failed" },
	{ name: "--quoth-match", description: "Background of the matching words" },
	{ name: "--quoth-font", description: "Font, as in the CSS property `font`" },
	{ name: "--quoth-quote-font", description: "Font of the quotes" },
	{ name: "--quoth-radius", description: "Radius of corners" },
	{ name: "--quoth-width", description: "Width of the panel behind the button" },
	{ name: "--quoth-height", description: "Height of the panel" },
	{ name: "--quoth-z", description: "z-index of button and panel" },
] as const;
