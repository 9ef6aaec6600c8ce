import { css } from "lit";

/** The looks of the element. What begins with --quoth- is for the page to set. */
export const styles = css`
:host{
color-scheme:light dark;
--paper:var(--quoth-paper,light-dark(#fbf8f1,#16191a));
--card:var(--quoth-card,light-dark(#fff,#1e2324));
--ink:var(--quoth-ink,light-dark(#1d2524,#e8e6df));
--soft:var(--quoth-soft,light-dark(#56615f,#a9b1ae));
--line:var(--quoth-line,light-dark(#ddd6c6,#3a4243));
--accent:var(--quoth-accent,light-dark(#1f4d4a,#7cc4bb));
--on-accent:var(--quoth-on-accent,light-dark(#fff,#0f1a19));
--missing:var(--quoth-missing,light-dark(#8a4b12,#e0a768));
--match:var(--quoth-match,light-dark(#fff0bf,#4d4118));
--radius:var(--quoth-radius,.6rem);
display:block;
font:var(--quoth-font,1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif);
color:var(--ink);
text-align:start;
}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
:host([mode=floating]),:host([mode=modal]){display:contents}
:host([hidden]){display:none}
*{box-sizing:border-box}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
button,input,summary{font:inherit;color:inherit}
button,summary{cursor:pointer}
button:disabled{cursor:default;opacity:.6}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.launcher{position:fixed;inset-block-end:1.25rem;inset-inline-end:1.25rem;z-index:var(--quoth-z,2147483000);width:3.5rem;height:3.5rem;border:0;border-radius:50%;background:var(--accent);color:var(--on-accent);box-shadow:0 .25rem 1rem #0005;display:grid;place-items:center}
:host([position=start]) .launcher{inset-inline:1.25rem auto}
.launcher svg{width:1.7rem;height:1.7rem;fill:currentColor}
.panel{display:flex;flex-direction:column;min-width:0;background:var(--paper);color:var(--ink)}
section.panel{height:var(--quoth-height,auto);max-height:100%}
dialog.panel{padding:0;border:1px solid var(--line);border-radius:var(--radius);box-shadow:0 .5rem 2.5rem #0006;overflow:hidden}
dialog.panel:not([open]){display:none}
dialog.floating{position:fixed;inset-block:auto 5.5rem;inset-inline:auto 1.25rem;margin:0;z-index:var(--quoth-z,2147483000);width:min(var(--quoth-width,26rem),100vw - 2.5rem);height:min(var(--quoth-height,40rem),100dvh - 7rem)}
:host([position=start]) dialog.floating{inset-inline:1.25rem auto}
dialog.modal{position:fixed;margin:auto;width:min(var(--quoth-width,44rem),100vw - 2rem);height:min(var(--quoth-height,48rem),100dvh - 2rem)}
dialog::backdrop{background:#0007}
header{display:flex;align-items:center;gap:.5rem;padding:.6rem .9rem;border-block-end:1px solid var(--line)}
header h2{flex:1;margin:0;font-size:1rem;font-weight:650;min-width:0;overflow-wrap:anywhere}
.icon{border:0;background:none;padding:.3rem .5rem;border-radius:.4rem;font-size:1.2rem;line-height:1}
.log{flex:1;overflow:auto;padding:.4rem .9rem 1rem;overscroll-behavior:contain;scroll-padding-block:.5rem}
.welcome{color:var(--soft)}
h3,h4,h5,p,ul{margin:0}
.turn{margin-block-start:1.2rem}
.asked{width:fit-content;max-width:88%;margin-block-end:.8rem;margin-inline-start:auto;padding:.45rem .85rem;border-radius:1rem 1rem .2rem 1rem;background:var(--accent);color:var(--on-accent);font-size:1rem;font-weight:400;overflow-wrap:anywhere;white-space:pre-wrap}
.answer{display:grid;gap:.7rem;grid-template-columns:minmax(0,1fr)}
.waiting,.searched,.understood,.original{color:var(--soft);font-size:.85rem}
.quote{margin:0;padding:.8rem 1rem .65rem;background:var(--card);border:1px solid var(--line);border-inline-start:4px solid var(--accent);border-radius:.4rem}
.words{display:flex;gap:.6rem;align-items:baseline}
.citation{font-weight:650;text-decoration:none;font-size:.9rem;min-width:1.5rem;min-height:1.5rem}
blockquote{margin:0;flex:1;min-width:0;font:var(--quoth-quote-font,1.06rem/1.6 Charter,"Iowan Old Style",Georgia,serif);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
blockquote b{font-weight:inherit;background:var(--match);border-radius:.2em;box-shadow:0 0 0 .1em var(--match);box-decoration-break:clone}
figcaption{display:grid;gap:.3rem;margin-block-start:.5rem;font-size:.85rem;color:var(--soft)}
.from{overflow-wrap:anywhere;unicode-bidi:isolate}
.actions{display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:baseline}
.menu{position:relative}
.menu summary{list-style:none;color:var(--accent);text-decoration:underline;padding-block:.1rem}
.menu summary::-webkit-details-marker{display:none}
.menu .choices{display:flex;flex-wrap:wrap;gap:.3rem;padding-block:.4rem}
.choices button,.suggestions button,.retry{border:1px solid var(--line);border-radius:1rem;background:var(--card);padding:.25rem .75rem;font-size:.88rem;text-align:start}
.choices button:hover,.suggestions button:hover{border-color:var(--accent)}
header .menu summary{text-decoration:none;color:inherit}
header .menu .choices{position:absolute;inset-inline-end:0;inset-block-start:100%;z-index:2;flex-direction:column;width:max-content;padding:.5rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;box-shadow:0 .25rem 1rem #0003}
.below{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:center;justify-content:space-between}
.feedback{display:flex;gap:.2rem;align-items:center;font-size:.85rem;color:var(--soft)}
.thumb{border:0;background:none;padding:.35rem;border-radius:.4rem;line-height:0}
.thumb svg{width:1.1rem;height:1.1rem;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}
.thumb.down svg{transform:rotate(180deg)}
.thumb[aria-pressed=true] svg{fill:currentColor}
.suggestions h4{font-size:.85rem;font-weight:400;color:var(--soft)}
.suggestions ul{display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin-block-start:.35rem;list-style:none}
.not-found{padding:.85rem 1rem;border:2px dashed var(--missing);border-radius:var(--radius)}
.not-found h4,.failed h4{font-size:1.05rem;color:var(--missing)}
.nearest{margin-block-start:.9rem}
.nearest h5{font-size:.9rem;color:var(--missing)}
.nearest .quote{margin-block-start:.6rem;background:none;border-inline-start-color:var(--line);border-style:dotted}
.failed{display:grid;gap:.3rem;justify-items:start;padding:.85rem 1rem;border:2px solid var(--missing);border-radius:var(--radius)}
form{display:flex;gap:.5rem;padding:.6rem .9rem;border-block-start:1px solid var(--line);background:var(--paper)}
.field{flex:1;min-width:0;border:1px solid var(--soft);border-radius:.5rem;background:var(--card);padding:.5rem .7rem}
.send{border:1px solid var(--accent);border-radius:.5rem;background:var(--accent);color:var(--on-accent);padding:.5rem 1rem;font-weight:600}
::placeholder{color:var(--soft);opacity:1}
@media(max-width:30rem){
dialog.panel{inset:0!important;width:100vw;height:100dvh;max-width:none;max-height:none;border:0;border-radius:0}
}
@media(prefers-reduced-motion:no-preference){
dialog[open]{animation:appear .15s ease-out}
@keyframes appear{from{opacity:0;transform:translateY(.5rem)}}
.waiting{animation:wait 1.2s ease-in-out infinite alternate}
@keyframes wait{to{opacity:.45}}
}
@media(forced-colors:active){
.launcher,.send,.asked{border:1px solid}
blockquote b{background:none;box-shadow:none;text-decoration:underline}
.thumb svg{stroke:ButtonText}
}
@media print{
form,.launcher,header,.actions,.feedback,.suggestions,dialog.panel{display:none!important}
.asked{background:none;color:inherit;border:1px solid}
.log{overflow:visible}
.quote,.not-found{break-inside:avoid}
}
`;
