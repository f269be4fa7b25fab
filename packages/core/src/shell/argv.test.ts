import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayCommand, fileUrlToPath, patchInCommand, scriptOf } from "./index.ts";

describe("scriptOf", () => {
  test.each([
    [["bash", "-lc", "ls | wc"], "ls | wc"],
    [["/bin/zsh", "-c", "ls"], "ls"],
    [["sh", "-lc", ""], ""],
    [["/usr/bin/bash", "--norc", "-l", "-c", "ls"], "ls"],
    [["powershell.exe", "-NoProfile", "-Command", "Get-Item x"], "Get-Item x"],
    [["C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", "-Command", "dir"], "dir"],
    [["pwsh", "-NoProfile", "-ExecutionPolicy", "Bypass", "-c", "a", "b"], "a b"],
    [["cmd", "/c", "dir /b"], "dir /b"],
    [["cmd.exe", "/d", "/s", "/c", "dir", "/b"], "dir /b"],
  ])("%j", (argv, script) => {
    expect(scriptOf(argv)).toBe(script);
    expect(displayCommand(argv)).toBe(script);
  });

  test.each([
    [[]],
    [["ls", "-lc", "x"]],
    [["bash", "script.sh"]],
    [["bash", "-lc"]],
    [["bash", "-c", 'echo "$1"', "name", "argument"]],
    [["bash", "-x", "script.sh", "-c", "x"]],
    [["powershell", "-File", "x.ps1"]],
    [["cmd", "dir"]],
  ])("%j is no script", (argv) => expect(scriptOf(argv)).toBeNull());
});

describe("displayCommand", () => {
  test.each([
    [["git", "log", "--format=%h"], "git log --format=%h"],
    [["echo", "it's", "", "a b", "$x", "é"], `echo 'it'"'"'s' '' 'a b' '$x' 'é'`],
    [["bash", "-c", 'echo "$1"', "x"], `bash -c 'echo "$1"' x`],
    [[], ""],
  ])("%j", (argv, shown) => expect(displayCommand(argv)).toBe(shown));

  test("reads back as the same words", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
        const argv = ["program", ...words];
        const read = [...displayCommand(argv).matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
          word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"),
        );
        expect(read).toEqual(argv);
      }),
    );
  });
});

describe("patchInCommand", () => {
  const patch = "*** Begin Patch\n*** Add File: a\n+$x `y`\n*** End Patch";
  test.each([
    ["argument", ["apply_patch", patch], null],
    ["other name", ["applypatch", patch], null],
    ["script", `apply_patch <<'EOF'\n${patch}\nEOF`, null],
    ["shell", ["bash", "-lc", `apply_patch <<'EOF'\n${patch}\nEOF\n`], null],
    ["bare delimiter", ["/bin/zsh", "-lc", `apply_patch <<EOF\n${patch}\nEOF`], null],
    ["other delimiter", `applypatch <<"PATCH"\n${patch}\nPATCH\n\n`, null],
    ["tabs", `apply_patch <<-EOF\n\t${patch.replaceAll("\n", "\n\t")}\n\tEOF`, null],
    ["folder", `cd src/lib && apply_patch <<'EOF'\n${patch}\nEOF`, "src/lib"],
    ["quoted folder", `cd 'a b' && apply_patch <<'EOF'\n${patch}\nEOF`, "a b"],
    ["powershell", ["powershell.exe", "-Command", `apply_patch <<'EOF'\n${patch}\nEOF`], null],
  ])("finds it: %s", (_name, command, cwd) => expect(patchInCommand(command)).toEqual({ patch, cwd }));

  test.each([
    ["more after it", `apply_patch <<'EOF'\n${patch}\nEOF\nls`],
    ["more on its line", `apply_patch <<'EOF' && ls\n${patch}\nEOF`],
    ["more before it", `ls; apply_patch <<'EOF'\n${patch}\nEOF`],
    ["a pipe", `cat <<'EOF' | apply_patch\n${patch}\nEOF`],
    ["a folder only known later", `cd "$DIR" && apply_patch <<'EOF'\n${patch}\nEOF`],
    ["or", `cd x || apply_patch <<'EOF'\n${patch}\nEOF`],
    ["no end of the document", `apply_patch <<'EOF'\n${patch}`],
    ["a file", "apply_patch < a.patch"],
    ["three words", ["apply_patch", patch, "x"]],
    ["a text about it", "echo apply_patch"],
    ["nothing", []],
  ])("leaves alone: %s", (_name, command) => expect(patchInCommand(command)).toBeNull());

  test("takes a time in proportion to the length", () => {
    // Processor time, for a busy machine takes longer by the clock.
    const began = process.cpuUsage();
    patchInCommand(`apply_patch <<'EOF'\n${"EOF \n".repeat(400_000)}`);
    patchInCommand(`cd ${" ".repeat(1_000_000)}`);
    patchInCommand(`apply_patch <<'${"'".repeat(1_000_000)}`);
    expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
  }, 60_000);
});

describe("fileUrlToPath", () => {
  test.each([
    ["file:///a%20b/%C3%BC", "/a b/ü"],
    ["file://localhost/x", "/x"],
    ["FILE:///x?query#fragment", "/x"],
    ["file:/x", "/x"],
    ["file://", "/"],
    ["file:///C:/Users/a%23b", "C:\\Users\\a#b"],
    ["file:///c|/x", "c:\\x"],
    ["file:///C:", "C:\\"],
    ["file://C:/x", "C:\\x"],
    ["file://host/share/x", "\\\\host\\share\\x"],
    ["file:///%ff%zz%", "/%ff%zz%"],
    ["/plain/100%25", "/plain/100%25"],
    ["C:\\x", "C:\\x"],
    ["profile:///x", "profile:///x"],
    ["", ""],
  ])("%s", (url, path) => expect(fileUrlToPath(url)).toBe(path));

  test("reads back what was encoded", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 2 })), (parts) => {
        const path = `/${parts.map((part) => part.replaceAll("/", "_")).join("/")}`;
        fc.pre(!/^\/[A-Za-z][:|]/.test(path));
        expect(fileUrlToPath(`file://${path.split("/").map(encodeURIComponent).join("/")}`)).toBe(path);
      }),
    );
  });
});
