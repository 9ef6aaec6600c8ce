import "./quoth-chat.ts";

/**
 * What `<script src="https://host/widget.js" data-… async>` does: a floating button on the page, for the server that the script came from.
 * Each `data-` attribute becomes an attribute of the element. Without `data-mode="none"` the element is added by itself.
 */
const script = document.currentScript as HTMLScriptElement | null;
if (script !== null && script.dataset.mode !== "none") {
	const chat = document.createElement("quoth-chat");
	chat.setAttribute("src", new URL(".", script.src).href);
	chat.setAttribute("mode", "floating");
	for (const { name, value } of script.attributes) {
		if (name.startsWith("data-")) chat.setAttribute(name.slice("data-".length), value);
	}
	if (document.body === null) addEventListener("DOMContentLoaded", () => document.body.append(chat), { once: true });
	else document.body.append(chat);
}
