import "./quoth-chat.ts";
import { byId } from "./by-id.ts";
import { connect } from "./page-key.ts";

// The chat page: the widget, filling the page, with the key of the page.
const main = byId("main");
const connected = await connect(main);
if (connected !== null) {
	const chat = document.createElement("quoth-chat");
	chat.lang = navigator.language; // the page is in English, but the person need not be
	if (connected.key !== null) chat.setAttribute("key", connected.key);
	chat.addEventListener("quoth:ready", () => chat.shadowRoot?.querySelector("input")?.focus());
	main.replaceChildren(chat);
}
