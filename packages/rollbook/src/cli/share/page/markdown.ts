// Markdown as HTML: marked cuts it into tokens, and nothing of the text is ever markup.

import { Lexer, type Token, type Tokens } from "marked";
import { withoutEntities } from "rollbook-core/view";
import { markup, type Html, NOTHING } from "./html.ts";
import { LONGEST_MARKDOWN } from "./limits.ts";

/** Deeper nesting is shown as text. */
const DEEPEST = 24;

export function markdown(text: string): Html {
  const tokens = lex(text);
  if (tokens === null) return markup`<div class="typed">${text}</div>`;
  return markup`<div class="markdown">${blocks(tokens, 0)}</div>`;
}

function lex(text: string): readonly Token[] | null {
  if (text.length > LONGEST_MARKDOWN) return null;
  try {
    return new Lexer({ gfm: true }).lex(text);
  } catch {
    // It gives up on what is nested too deep.
    return null;
  }
}

function blocks(tokens: readonly Token[] | undefined, depth: number): readonly Html[] {
  return (tokens ?? []).map((token) => block(token, depth));
}

function block(token: Token, depth: number): Html {
  if (depth > DEEPEST) return markup`<div>${token.raw}</div>`;
  const inside = (): readonly Html[] => inlines((token as Tokens.Generic).tokens, depth);
  switch (token.type) {
    case "space":
    case "def":
      return NOTHING;
    case "heading":
      // Below the headings of turns and items.
      return (token as Tokens.Heading).depth <= 2 ? markup`<h4>${inside()}</h4>` : markup`<h5>${inside()}</h5>`;
    case "paragraph":
      return markup`<p>${inside()}</p>`;
    case "code":
      return markup`<pre class="code">${(token as Tokens.Code).text}</pre>`;
    case "blockquote":
      return markup`<blockquote>${blocks(token.tokens, depth + 1)}</blockquote>`;
    case "list":
      return list(token as Tokens.List, depth);
    case "table":
      return table(token as Tokens.Table, depth);
    case "checkbox":
      return box(token as Tokens.Checkbox);
    case "hr":
      return markup`<hr>`;
    case "text":
      return markup`<span>${token.tokens === undefined ? token.raw : inside()}</span>`;
    default:
      // Markup among it: shown, never run.
      return markup`<p class="verbatim">${token.raw}</p>`;
  }
}

function list({ ordered, start, items }: Tokens.List, depth: number): Html {
  const entries = items.map((item) => markup`<li>${blocks(item.tokens, depth + 1)}</li>`);
  return ordered ? markup`<ol start="${Number(start) || 1}">${entries}</ol>` : markup`<ul>${entries}</ul>`;
}

function table({ header, rows }: Tokens.Table, depth: number): Html {
  const heads = header.map(({ tokens }) => markup`<th>${inlines(tokens, depth)}</th>`);
  const body = rows.map((cells) => {
    const told = cells.map(({ tokens }) => markup`<td>${inlines(tokens, depth)}</td>`);
    return markup`<tr>${told}</tr>`;
  });
  const all = markup`<thead><tr>${heads}</tr></thead><tbody>${body}</tbody>`;
  return markup`<div class="wide"><table>${all}</table></div>`;
}

function box({ checked }: Tokens.Checkbox): Html {
  return markup`${checked ? "☑ " : "☐ "}`;
}

function inlines(tokens: readonly Token[] | undefined, depth: number): readonly Html[] {
  return (tokens ?? []).map((token) => inline(token, depth + 1));
}

function inline(token: Token, depth: number): Html {
  if (depth > DEEPEST) return markup`${token.raw}`;
  const inside = (): readonly Html[] => inlines((token as Tokens.Generic).tokens, depth);
  switch (token.type) {
    case "strong":
      return markup`<strong>${inside()}</strong>`;
    case "em":
      return markup`<em>${inside()}</em>`;
    case "del":
      return markup`<del>${inside()}</del>`;
    case "codespan":
      return markup`<code>${(token as Tokens.Codespan).text}</code>`;
    case "checkbox":
      return box(token as Tokens.Checkbox);
    case "br":
      return markup`<br>`;
    case "escape":
      return markup`${(token as Tokens.Escape).text}`;
    case "text":
      return token.tokens === undefined ? markup`${withoutEntities(token.raw)}` : markup`${inside()}`;
    case "link":
      return link(token as Tokens.Link, depth);
    default:
      // Pictures would be fetched from who knows where, and markup would be run.
      return markup`${token.raw}`;
  }
}

/** Only what opens a page of the web or a letter; where it leads is told. */
function link({ href, text, raw, tokens }: Tokens.Link, depth: number): Html {
  if (!/^(?:https?:\/\/[^\s/]|mailto:[^\s])/i.test(href)) return markup`${raw}`;
  const told = text === href ? markup`${href}` : markup`${inlines(tokens, depth)}`;
  return markup`<a href="${href}" rel="noreferrer noopener nofollow" target="_blank" title="${href}">${told}</a>`;
}
