// For tests: what queries of all sorts are made of, sound ones and others.

/** Put together in any order they are queries. */
export const PIECES: readonly string[] = [
  ..."a b c ab é 错 错误 🚀 🤖 -> && ! _ 1 -1 *".split(" "),
  ...'AND OR NOT ( ) - " / \\ : , ab* a.b() --no-x C:\\x a_b "a b" "b c"* "" "->"'.split(" "),
  ...'/a.c/ /a|b/i /[/]/ /b\\.?.abc.*错/ /\\sabc\\s/i /(/ tool:a tool:b* exit:1 exit:-1 kind:prompt status:failed path:a/b cmd:"a ""b"'.split(
    " ",
  ),
  ..."path:b cmd:abc model:gpt cwd:/a/ project:p branch:main source:exec session:0a since:7d until:2026-01-01".split(
    " ",
  ),
  "  ",
  "\n",
  "\0",
];
