// The pages of the server itself: the door, the way through it, and what stands where there is nothing.

import { createHash } from "node:crypto";

/** In the viewer's colours, without anything of it: nobody was let in yet. */
const STYLE = `:root{color-scheme:light dark}
body{display:grid;place-content:center;justify-items:start;gap:12px;min-height:100vh;margin:0;padding:0 24px;box-sizing:border-box;
font:13px/20px system-ui,sans-serif;background:light-dark(#fff,#101012);color:light-dark(#1a1a1f,#ececef)}
h1{margin:0;font-size:20px;font-weight:600}
p{margin:0;color:light-dark(#5c5c66,#a3a3ad)}
a{color:light-dark(#4a45d1,#9d9cff)}
form{display:flex;flex-wrap:wrap;align-items:end;gap:8px}
label{display:grid;gap:4px}
input,button{height:32px;padding:0 12px;font:inherit;color:inherit;border:1px solid light-dark(#c9c9d1,#43434b);border-radius:6px;
background:light-dark(#fff,#1d1d21)}
input{width:240px;box-sizing:border-box}
button{border-color:transparent;background:light-dark(#4a45d1,#9d9cff);color:light-dark(#fff,#101012);cursor:pointer}
:focus-visible{outline:2px solid light-dark(#4a45d1,#9d9cff);outline-offset:1px}`;

/** What a policy names this style by, for it stands in the page: a word of `style-src`. */
export const STYLE_SOURCE = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

/** Asks for the word that lets in, and keeps where one wanted to go. It has no script. */
export function door(detail: string, place: string): string {
  return page(
    `<h1>Rollbook</h1><p>${escaped(detail)}</p>` +
      `<form method="post" action="/login"><label>Token or password<input type="password" name="token" autofocus></label>` +
      `<input type="hidden" name="place" value="${escaped(place)}">` +
      `<button>Open</button></form>`,
  );
}

/** A redirect that a browser takes as one of this site, so that a strict cookie goes with it. */
export function opened(path: string): string {
  return page(
    `<p><a href="${escaped(path)}">Rollbook</a></p>`,
    `<meta http-equiv="refresh" content="0;url=${escaped(path)}">`,
  );
}

export function plain(detail: string): string {
  return page(`<h1>Rollbook</h1><p>${escaped(detail)}</p>`);
}

function page(body: string, head = ""): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rollbook</title><style>${STYLE}</style>${head}</head><body>${body}</body></html>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
