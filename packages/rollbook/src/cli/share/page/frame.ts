// The page around the session: its policy, its style and its one script.

import { Html, markup } from "./html.ts";

/** What is not of the session: made by the project, and let run by the policy under these hashes. */
export interface Look {
  readonly style: string;
  readonly script: string;
  /** `sha256-…` of each, as they stand in the page. */
  readonly style_hash: string;
  readonly script_hash: string;
}

export function pageHead(title: string, { style, style_hash, script_hash }: Look, version: string): Html {
  const policy = [
    "default-src 'none'",
    `style-src '${style_hash}'`,
    `script-src '${script_hash}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    // Not even the script can make markup of a text.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy.join("; "))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="rollbook ${version}">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${TOOLS}`;
}

/** Of use with scripts only, so they show it. */
const TOOLS = markup`<form class="tools" hidden>
<input type="search" placeholder="Filter" aria-label="Filter" autocomplete="off" spellcheck="false">
<output></output>
<button type="button" name="failed" aria-pressed="false" title="Only what failed (f)">Failed</button>
<button type="button" name="unfold" aria-pressed="false" title="Unfold all (X)">Unfold</button>
<button type="button" name="theme" title="Light, dark or as the system (t)">Colours</button>
<button type="button" name="keys" title="Keys (?)">?</button>
</form>
`;

export function pageEnd({ script }: Look): Html {
  return markup`<script type="module">${new Html(script)}</script>
</body>
</html>
`;
}
