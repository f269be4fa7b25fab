// A session that means harm to whoever looks at it: markup, scripts, escapes, turned writing, giant lines, broken bytes.

/** Run by a page, this leaves a mark. */
const EVIL = `<img src=x onerror="window.ran=1"><script>window.ran=1</script><svg onload="window.ran=1">`;
const ESC = "\u001b";

const MARKDOWN = `# Title ${EVIL}

[click](javascript:window.ran=1) [data](data:text/html,<script>window.ran=1</script>) ![](https://example.invalid/x.png)
<a href="javascript:window.ran=1">raw</a> [fine](https://example.com/)

<iframe srcdoc="<script>parent.ran=1</script>"></iframe>

| a | ${EVIL} |
|---|---|
| ${"x".repeat(3000)} | ${EVIL} |

${">".repeat(400)} deep

${"W".repeat(5000)}`;

const OUTPUT = `${ESC}[31mred${ESC}[0m ${ESC}]8;;javascript:window.ran=1\u0007link${ESC}]8;;\u0007 ${ESC}[2J${ESC}[H${EVIL}
${"A".repeat(300_000)}
${Array.from({ length: 3000 }, (_, index) => `line ${index}`).join("\n")}`;

const PATH = "/srv/<script>window.ran=1</script>\u202egnp.html";

export function hostileSession(): Buffer {
  const lines: Buffer[] = [];
  const add = (type: string, payload: object): void => {
    const timestamp = `2026-11-21T07:40:${String(lines.length % 60).padStart(2, "0")}.000Z`;
    lines.push(Buffer.from(JSON.stringify({ timestamp, type, payload })));
  };
  const call = (id: string, name: string, given: object, output: string): void => {
    add("response_item", { type: "function_call", name, arguments: JSON.stringify(given), call_id: id });
    add("response_item", { type: "function_call_output", call_id: id, output });
  };
  add("session_meta", {
    id: "01a1fd0c-5957-7fc0-b849-c6a9290f3e58",
    timestamp: "2026-11-21T07:40:00.000Z",
    cwd: `/srv/${EVIL}`,
    originator: "codex_cli_rs",
    cli_version: "0.50.0",
    source: "cli",
    git: { branch: EVIL },
  });
  add("turn_context", { cwd: "/srv", approval_policy: "never", model: EVIL });
  add("event_msg", {
    type: "user_message",
    message: `${EVIL} \u202eevil\u202c \u2066x\u2069 zero\u200bwidth \u0007 ${ESC}[31m`,
    kind: "plain",
  });
  add("event_msg", { type: "agent_message", message: MARKDOWN });
  call(
    "c1",
    "shell",
    { command: ["bash", "-lc", `echo '${EVIL}'`] },
    JSON.stringify({ output: OUTPUT, metadata: { exit_code: 1 } }),
  );
  add("event_msg", {
    type: "patch_apply_begin",
    call_id: "p1",
    auto_approved: true,
    changes: { [PATH]: { type: "add", content: `${EVIL}\n${"z".repeat(9000)}\n` } },
  });
  add("event_msg", {
    type: "patch_apply_end",
    call_id: "p1",
    stdout: "",
    stderr: "",
    success: true,
    changes: { [PATH]: { type: "add", content: `${EVIL}\n${"z".repeat(9000)}\n` } },
  });
  add("event_msg", {
    type: "mcp_tool_call_end",
    call_id: "m1",
    invocation: { server: EVIL, tool: "\u202etool", arguments: { constructor: EVIL } },
    duration: { secs: 0, nanos: 5 },
    result: {
      Ok: {
        content: [
          { type: "text", text: EVIL },
          {
            type: "image",
            data: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="parent.ran=1"/>`).toString("base64"),
            mimeType: "image/svg+xml",
          },
          { type: "image", data: Buffer.from("no picture").toString("base64"), mimeType: "image/png" },
        ],
      },
    },
  });
  call("u1", "update_plan", { explanation: EVIL, plan: [{ step: EVIL, status: "completed" }] }, "Plan updated");
  add("future<script>", { type: EVIL, more: EVIL });
  lines.push(
    Buffer.concat([
      Buffer.from(`{"type":"event_msg","payload":{"type":"agent_message","message":"broken `),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`${EVIL.replaceAll('"', "'")}"}}`),
    ]),
  );
  lines.push(
    Buffer.from(
      `{"timestamp":"2026-11-21T07:40:31.000Z","type":"response_item","payload":{"text":"torn ${EVIL.replaceAll('"', "'")}`,
    ),
  );
  lines.push(Buffer.alloc(512));
  lines.push(Buffer.from(`no JSON at all ${EVIL}`));
  add("event_msg", { type: "agent_message", message: "The end." });
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")]));
}
