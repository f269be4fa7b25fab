// The two pages of the server itself: the door, and what stands there until the viewer is built.

/** Asks for the word that lets in. It has no script and no style but the browser's own. */
export function door(detail: string): string {
  return page(
    `<h1>Rollbook</h1><p>${escaped(detail)}</p>` +
      `<form method="post" action="/login"><label>Token or password <input type="password" name="token" autofocus></label> ` +
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
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rollbook</title>${head}</head><body>${body}</body></html>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
