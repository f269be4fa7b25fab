// Markdown as elements: marked cuts it into tokens, and nothing of it is ever markup.

import { Lexer, type Token, type Tokens } from "marked";
import { memo, type ReactNode } from "react";
import { withoutEntities } from "rollbook-core/view";
import { languageOfName } from "./colour/names.ts";
import { SourceText } from "./colour/source.tsx";
import { visible } from "./visible.ts";
import "./markdown.css";

/** A longer text is shown as it was typed. */
const LONGEST = 200_000;
/** Deeper nesting is shown as text. */
const DEEPEST = 24;

export const Markdown = memo(function Markdown({ text }: { readonly text: string }): ReactNode {
  const tokens = lex(text);
  if (tokens === null) return <div className="typed">{visible(text)}</div>;
  return <div className="markdown">{tokens.map((token, index) => block(token, index, 0))}</div>;
});

function lex(text: string): readonly Token[] | null {
  if (text.length > LONGEST) return null;
  try {
    return new Lexer({ gfm: true }).lex(text);
  } catch {
    // It gives up on what is nested too deep.
    return null;
  }
}

function block(token: Token, key: number, depth: number): ReactNode {
  if (depth > DEEPEST) return <div key={key}>{visible(token.raw)}</div>;
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading": {
      // A page has one heading of the first rank, and it is not this.
      const Rank = (token as Tokens.Heading).depth <= 2 ? "h4" : "h5";
      return <Rank key={key}>{inlines(token.tokens, depth)}</Rank>;
    }
    case "paragraph":
      return <p key={key}>{inlines(token.tokens, depth)}</p>;
    case "code":
      return (
        <SourceText
          key={key}
          text={(token as Tokens.Code).text}
          language={languageOfName((token as Tokens.Code).lang ?? "")}
        />
      );
    case "blockquote":
      return <blockquote key={key}>{blocks(token.tokens, depth)}</blockquote>;
    case "list": {
      const { ordered, start, items } = token as Tokens.List;
      const entries = items.map((item, index) => <li key={index}>{blocks(item.tokens, depth)}</li>);
      return ordered ? (
        <ol key={key} start={start === "" ? 1 : start}>
          {entries}
        </ol>
      ) : (
        <ul key={key}>{entries}</ul>
      );
    }
    case "table":
      return table(token as Tokens.Table, key, depth);
    case "checkbox":
      return <span key={key}>{(token as Tokens.Checkbox).checked ? "☑ " : "☐ "}</span>;
    case "hr":
      return <hr key={key} />;
    case "text":
      return <span key={key}>{token.tokens === undefined ? visible(token.raw) : inlines(token.tokens, depth)}</span>;
    default:
      // Markup among it: shown, never run.
      return (
        <p key={key} className="verbatim">
          {visible(token.raw)}
        </p>
      );
  }
}

function blocks(tokens: readonly Token[] | undefined, depth: number): ReactNode {
  return tokens?.map((token, index) => block(token, index, depth + 1));
}

function table({ header, rows }: Tokens.Table, key: number, depth: number): ReactNode {
  return (
    <div key={key} className="wide">
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              <th key={index}>{inlines(cell.tokens, depth)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, index) => (
                <td key={index}>{inlines(cell.tokens, depth)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(tokens: readonly Token[] | undefined, depth: number): ReactNode {
  return tokens?.map((token, index) => inline(token, index, depth + 1));
}

function inline(token: Token, key: number, depth: number): ReactNode {
  if (depth > DEEPEST) return visible(token.raw);
  switch (token.type) {
    case "strong":
      return <strong key={key}>{inlines(token.tokens, depth)}</strong>;
    case "em":
      return <em key={key}>{inlines(token.tokens, depth)}</em>;
    case "del":
      return <del key={key}>{inlines(token.tokens, depth)}</del>;
    case "codespan":
      return <code key={key}>{visible((token as Tokens.Codespan).text)}</code>;
    case "checkbox":
      return (token as Tokens.Checkbox).checked ? "☑ " : "☐ ";
    case "br":
      return <br key={key} />;
    case "escape":
      return visible((token as Tokens.Escape).text);
    case "text":
      return token.tokens === undefined ? visible(withoutEntities(token.raw)) : inlines(token.tokens, depth);
    case "link":
      return <Link key={key} token={token as Tokens.Link} depth={depth} />;
    default:
      // Pictures would be fetched from who knows where, and markup would be run.
      return visible(token.raw);
  }
}

function Link({ token, depth }: { readonly token: Tokens.Link; readonly depth: number }): ReactNode {
  const inside = inlines(token.tokens, depth);
  if (!isWebAddress(token.href)) return visible(token.raw);
  const told = token.text === token.href;
  return (
    <a href={token.href} target="_blank" rel="noreferrer noopener nofollow" title={visible(token.href)}>
      {told ? visible(token.href) : inside}
    </a>
  );
}

/** Only what opens a page of the web or a letter; never a script. */
export function isWebAddress(address: string): boolean {
  try {
    return ["http:", "https:", "mailto:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
