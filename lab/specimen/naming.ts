// Tells what a session file's raw text names: commands, patches, tools. Without the reader under test.

/** A record each; of a document of the TypeScript CLI, which has an item on many lines, an item each. */
export function rawRecords(text: string): readonly string[] {
  return text.startsWith("{\n") ? text.split("\n    },\n    {\n") : text.split("\n");
}

const EVIDENCE_LINE =
  /"type": ?"(?:function_call|local_shell_call|custom_tool_call|web_search_call|image_generation_call|tool_search_call|item_completed|[a-z_]+_end)"|<user_shell_command>/;

/** The JavaScript of a code-mode script says what it might do; what it did has items of its own. */
const SCRIPT_LINE = /"type":"custom_tool_call"[^}]*"name":"exec"/;

/** The calls, items, events and messages of the user's shell that hold a text, as it is or within a string of JSON. */
export function linesNaming(lines: readonly string[], needle: string): readonly string[] {
  const once = JSON.stringify(needle).slice(1, -1);
  const twice = JSON.stringify(once).slice(1, -1);
  return lines.filter(
    (line) => EVIDENCE_LINE.test(line) && !SCRIPT_LINE.test(line) && (line.includes(once) || line.includes(twice)),
  );
}

const CALL_LINE = /"type": ?"(?:function_call|local_shell_call)"/;

const TOOL_SIGNS: Readonly<Record<string, RegExp>> = {
  web_search: /"web_search_call"|"web_search_end"|"WebSearch"/,
  image_generation: /"image_generation_call"|"image_generation_end"|"ImageGeneration"/,
  tool_search: /"tool_search_call"/,
  view_image: /"name":"view_image"|"type":"ImageView"/,
};

/** Whether a call, item or event of this tool is there, under the name an action has for it. */
export function callsTool(lines: readonly string[], tool: string): boolean {
  const server = /^mcp__(\w+)__(\w+)$/.exec(tool);
  const sign =
    TOOL_SIGNS[tool] ??
    new RegExp(
      server === null
        ? `"name":"${tool}"(?!,"namespace":"mcp__)`
        : `"name":"${tool}"|"name":"${server[2]}","namespace":"mcp__${server[1]}(?:__)?"|"server":"${server[1]}","tool":"${server[2]}"`,
    );
  return lines.some((line) => EVIDENCE_LINE.test(line) && sign.test(line));
}

/** The call of a patch, or the item or event that tells what it changed. */
export function namesPatch(lines: readonly string[], signs: readonly string[], paths: readonly string[]): boolean {
  if (signs.some((sign) => linesNaming(lines, sign).length > 0)) return true;
  return lines.some((line) => {
    if (!/"FileChange"|"patch_apply_end"/.test(line)) return false;
    const { payload } = JSON.parse(line) as { payload: { changes?: object; item?: { changes?: object } } };
    const changes = payload.item?.changes ?? payload.changes ?? {};
    const keys = Object.keys(changes);
    const told = JSON.stringify(changes);
    return (
      keys.length > 0 &&
      keys.every((key) => paths.some((path) => key.endsWith(`/${path}`))) &&
      paths.every((path) => told.includes(`/${path}"`))
    );
  });
}

export function countCalls(lines: readonly string[]): number {
  return lines.filter((line) => CALL_LINE.test(line)).length;
}
