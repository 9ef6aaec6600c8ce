import { html, render } from "lit";
import { type Client, ClientError, createClient } from "./client.ts";

const KEPT = "quoth key";

/** The key that the pages of this server use: from the link, or as it was typed in before in this tab; null without one. */
export function readKey(): string | null {
	const inLink = new URLSearchParams(location.search).get("key");
	const given = inLink !== null && /^pk_[\w-]+$/.test(inLink) ? inLink : null; // a secret key does not belong into an address
	try {
		if (given !== null) sessionStorage.setItem(KEPT, given);
		return given ?? sessionStorage.getItem(KEPT);
	} catch {
		return given;
	}
}

/**
 * The API for a page of this server. Where a key is needed and there is none, or a wrong one, the page asks for it, in `place`.
 * @returns null when it does
 */
export async function connect(place: HTMLElement): Promise<{ client: Client; key: string | null } | null> {
	const key = readKey();
	const client = createClient("", key);
	try {
		await client.get("/v1/documents?limit=1");
	} catch (error) {
		const { code, detail } = error instanceof ClientError ? error.problem : { code: "", detail: null };
		if (!code.startsWith("key-")) return { client, key };
		if (key !== null && (await isOpen())) {
			sessionStorage.removeItem(KEPT);
			return { client: createClient("", null), key: null };
		}
		askForKey(place, key === null ? "This server asks for a key." : (detail ?? ""));
		return null;
	}
	return { client, key };
}

/** Whether the server answers without a key: one that is wrong is then forgotten. */
async function isOpen(): Promise<boolean> {
	return createClient("", null)
		.get("/v1/documents?limit=1")
		.then(
			() => true,
			() => false,
		);
}

function askForKey(place: HTMLElement, why: string): void {
	const use = (event: Event) => {
		event.preventDefault();
		const field = (event.currentTarget as HTMLFormElement).elements.namedItem("key") as HTMLInputElement;
		try {
			sessionStorage.setItem(KEPT, field.value.trim());
		} catch {
			// without storage the key cannot be kept: the link may carry it
		}
		const here = new URL(location.href);
		here.searchParams.delete("key");
		location.replace(here);
		if (here.href === location.href) location.reload();
	};
	place.replaceChildren();
	render(
		html`<form class="key" @submit=${use}>
			<h1>A key, please</h1>
			<p role="alert">${why}</p>
			<label>Key <input name="key" type="password" autocomplete="off" required placeholder="sk_… or pk_…"></label>
			<button>Use it</button>
			<p class="soft">It stays in this tab. Whoever runs the server makes one with <code>quoth keys create</code>.</p>
		</form>`,
		place,
	);
}
