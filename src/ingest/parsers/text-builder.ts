import type { Block, BlockKind } from "../../domain/document.ts";

/** Writes the visible text of a structured format: blocks joined by blank lines, each with its headings. */
export type TextBuilder = {
	add(kind: BlockKind, text: string): void;
	heading(level: number, text: string): void;
	/** The header row of a table: a heading above its rows, until the table ends. */
	tableHeader(text: string): void;
	endTable(): void;
	result(): { text: string; blocks: Block[] };
};

export function createTextBuilder(): TextBuilder {
	const parts: string[] = [];
	const blocks: Block[] = [];
	let length = 0;
	let open: { level: number; title: string }[] = [];
	let columns: string | null = null;

	function append(kind: BlockKind, raw: string): void {
		const text = kind === "preformatted" ? raw.replace(/^\n+/, "").trimEnd() : raw.trim();
		if (text === "") return;
		const separator = parts.length === 0 ? "" : "\n\n";
		const start = length + separator.length;
		parts.push(separator, text);
		length = start + text.length;
		blocks.push({
			kind,
			span: { start, end: length },
			headings: [...open.map((heading) => heading.title), ...(columns === null ? [] : [columns])],
		});
	}

	return {
		add: append,
		heading(level, text) {
			open = open.filter((heading) => heading.level < level);
			append("heading", text);
			if (text.trim() !== "") open.push({ level, title: text.trim().replace(/\s+/g, " ") });
		},
		tableHeader(text) {
			append("heading", text);
			columns = text.trim().replace(/\s+/g, " ") || null;
		},
		endTable() {
			columns = null;
		},
		result: () => ({ text: parts.join(""), blocks }),
	};
}
