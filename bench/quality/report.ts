import { html, raw } from "hono/html";
import { calibrationError, reliability, riskCoverage } from "./metrics.ts";
import type { SetDescription } from "./question-set.ts";
import { judge, type Outcome } from "./score.ts";

export type SetResult = {
	readonly name: string;
	readonly description: SetDescription;
	readonly figures: Readonly<Record<string, number>>;
	readonly checks: readonly {
		readonly figure: string;
		readonly expected: number;
		readonly tolerance: number;
		readonly measured: number | undefined;
		readonly ok: boolean;
	}[];
	readonly outcomes: readonly Outcome[];
};

const SIDE = 240; // pixels of a plot

/** The report for people: figures, plots, and every wrong answer. One page, nothing loaded from elsewhere. */
export function renderReport(results: readonly SetResult[]): string {
	return String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Quoth: quality</title><style>
body { font: 15px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1c2321 }
table { border-collapse: collapse } td, th { padding: .15rem .7rem .15rem 0; text-align: left; vertical-align: top }
.fail { color: #a3231a; font-weight: 600 } .ok { color: #1c6b3c } svg { margin-right: 2rem; overflow: visible }
blockquote { margin: .2rem 0 .2rem 1rem; border-left: 3px solid #c9cfcc; padding-left: .7rem } small { color: #5d6966 }
details { margin: .6rem 0 } summary { cursor: pointer }
</style></head><body><h1>Quality</h1>${results.map(renderSet)}</body></html>`);
}

function renderSet({ name, description, figures, checks, outcomes }: SetResult) {
	const rows = new Map(checks.map((check) => [check.figure, check]));
	return html`<h2 id="${name}">${description.title}</h2>
<p>${description.shows} <small>${description.origin} · ${description.licence}</small></p>
<table><tr><th>figure</th><th>measured</th><th>expected</th><th></th></tr>${Object.entries(figures).map(([figure, value]) => {
		const row = rows.get(figure);
		const verdict = row === undefined ? "" : row.ok ? html`<td class="ok">OK</td>` : html`<td class="fail">FAIL</td>`;
		return html`<tr><td>${figure}</td><td>${value}</td><td>${row === undefined ? "" : `${row.expected} ± ${row.tolerance}`}</td>${verdict}</tr>`;
	})}</table>
${outcomes.length > 0 ? html`<p>${plotRiskCoverage(outcomes)}${plotReliability(outcomes)}</p>${renderWrong(outcomes)}` : ""}`;
}

function plotRiskCoverage(outcomes: readonly Outcome[]) {
	const points = riskCoverage(judge(outcomes)).map(
		({ coverage, risk }) => `${(coverage * SIDE).toFixed(1)},${((1 - risk) * SIDE).toFixed(1)}`,
	);
	return plot(
		"share of the questions answered →",
		"share of wrong first quotes ↑",
		html`<polyline points="${points.join(" ")}" fill="none" stroke="#1d5fa8" stroke-width="2"/>`,
	);
}

function plotReliability(outcomes: readonly Outcome[]) {
	const judged = judge(outcomes);
	const bars = reliability(judged).map(({ count, right }, bin, all) => {
		const width = SIDE / all.length;
		const title = `${count} questions`;
		return html`<rect x="${bin * width + 1}" y="${(1 - right) * SIDE}" width="${width - 2}" height="${right * SIDE}" fill="#1d5fa8" opacity="${count === 0 ? 0 : 0.35 + (0.65 * count) / judged.length}"><title>${title}</title></rect>`;
	});
	const diagonal = raw(`<line x1="0" y1="${SIDE}" x2="${SIDE}" y2="0" stroke="#888" stroke-dasharray="4"/>`);
	return plot("confidence →", `share right ↑ (calibration error ${calibrationError(judged).toFixed(3)})`, html`${bars}${diagonal}`);
}

function plot(x: string, y: string, content: unknown) {
	return html`<svg width="${SIDE}" height="${SIDE + 40}" viewBox="0 -18 ${SIDE} ${SIDE + 40}" font-size="11" fill="#5d6966"><rect width="${SIDE}" height="${SIDE}" fill="none" stroke="#c9cfcc"/>${content}<text x="0" y="-6">${y}</text><text x="0" y="${SIDE + 15}">${x}</text></svg>`;
}

function renderWrong(outcomes: readonly Outcome[]) {
	const answerable = outcomes.filter(({ asked }) => asked.gold.length > 0);
	const lists: [string, Outcome[]][] = [
		[
			"answered where the documents do not answer",
			outcomes.filter(({ asked, answer }) => asked.gold.length === 0 && answer.status === "answered"),
		],
		["refused where they do", answerable.filter(({ answer }) => answer.status === "not-found")],
		["answered, first quote wrong", answerable.filter(({ answer, right }) => answer.status === "answered" && right[0] !== true)],
	];
	return lists.map(
		([title, list]) =>
			html`<details><summary>${list.length} ${title}</summary>${list.map(
				({
					asked,
					answer,
					right,
				}) => html`<p><b>${asked.question}</b> <small>${asked.id}, confidence ${answer.confidence.toFixed(2)}</small></p>
${[...answer.quotes, ...answer.nearest].map((quote, at) => html`<blockquote>${quote.text} <small>${right[at] ? "right · " : ""}${quote.source.uri}</small></blockquote>`)}`,
			)}</details>`,
	);
}
