// The commands the judge knows by name alone, by what they do.

import type { RuleName } from "./rules.ts";

const READERS = `
  [ [[ : arch b2sum base32 basename bc bzcat cal cat cd cksum cmp column comm cut df diff dir dirname dirs du
  echo egrep exit expand expr factor false fgrep fmt fold free getconf getopts grep groups head hexdump id join
  jq let locale local locate logname ls lsblk lscpu lsof md5 md5sum nl nproc numfmt od paste
  pathchk pgrep popd printenv printf ps pstree pushd pwd read readelf readlink realpath return rev seq sha1sum sha224sum
  sha256sum sha384sum sha512sum shasum shift size sleep stat strings sum tac tail test times tr true tsort tty type umask
  uname unexpand unset uptime users vmstat w wait wc whereis which who whoami xzcat yes zcat zgrep zstdcat
  break continue declare export readonly typeset set shopt ulimit
`;

const BY_RULE: Readonly<Partial<Record<RuleName, string>>> = {
  "reads-only": READERS,
  "writes-files": `
    bunzip2 bzip2 chgrp chmod chown cp csplit dd fallocate gunzip gzip install link ln lz4 mkdir mkfifo mknod mktemp mv
    rename rm rmdir setfacl shred split tar touch truncate unlink unxz unzip unzstd xattr xz zip zstd 7z
    del erase md rd copy move ren xcopy robocopy
    set-content add-content out-file new-item remove-item move-item copy-item rename-item clear-content`,
  "applies-patch": "apply_patch applypatch patch",
  "changes-machine": `
    chsh crontab disown fg bg kill killall launchctl mount nohup pkill reboot renice service shutdown sync sysctl
    systemctl umount useradd userdel usermod`,
  "uses-network": `
    aria2c aws az curl dig doctl flyctl ftp gcloud gh glab gsutil heroku host hub kubectl nc ncat netcat netlify nmap
    nslookup ping ping6 psql mysql redis-cli mongosh scp sftp ssh ssh-copy-id telnet terraform traceroute vercel wget
    whois wrangler invoke-webrequest invoke-restmethod iwr irm`,
  "fetches-packages": "apk apt apt-get aptitude brew choco dnf nvm pacman pkg scoop snap winget yum zypper",
  "runs-interpreter": `
    bash ash bun csh dash deno elixir erl expect fish groovy guile irb iex java jshell julia ksh lua luajit node nodejs
    osascript perl php powershell pwsh python python2 python3 r raku rscript ruby scala sh sqlite3 swipl tclsh ts-node
    tsx zsh cscript wscript cmd`,
  "runs-tool": `
    ansible ansible-playbook ant autoconf automake ava babel bazel biome black bundler cc ccache clang clang++ cmake
    ctest cypress detekt dotnet dune electron esbuild eslint flake8 flutter g++ gcc gdb ghc gofmt golangci-lint gradle
    gulp hatch isort jasmine jest just karma ktlint ld lerna lldb mage make meson mocha msbuild mvn mypy mypyc next ng
    ninja nox nx nyc oxfmt oxlint parcel phpunit playwright pre-commit prettier pylint pyright pytest rake react-scripts
    rspec rollup rubocop ruff rustc rustfmt sbt scons shellcheck strace stylelint swc swift swiftc tap task tox tsc tsup
    turbo vite vitest webpack xcodebuild zig npx pnpx bunx uvx pipx parallel entr watch script screen tmux vim vi nvim
    nano emacs ed ex code codex open xdg-open start explorer start-process invoke-expression`,
  "runs-text": "eval source .",
  "runs-as-another": "chroot doas docker docker-compose fakeroot nsenter podman su sudo unshare vagrant",
};

/** What a command does whatever its arguments, where its name alone tells. */
export const BY_NAME: ReadonlyMap<string, RuleName> = new Map(
  (Object.entries(BY_RULE) as [RuleName, string][]).flatMap(([rule, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name): [string, RuleName] => [name, rule]),
  ),
);

/** Folders whose programs are those of the system, so that a path to them is as good as the name. */
export const SYSTEM_FOLDERS: ReadonlySet<string> = new Set([
  "/bin",
  "/sbin",
  "/usr/bin",
  "/usr/sbin",
  "/usr/local/bin",
  "/opt/homebrew/bin",
]);

// Variables that name programs, or choose what a program loads.
const STEERING =
  /^(?:PATH|IFS|ENV|BASH_ENV|BASHOPTS|SHELLOPTS|PS4|PROMPT_COMMAND|LD_\w+|DYLD_\w+|GIT_\w+|\w*PAGER|EDITOR|VISUAL|BROWSER|LESS(?:OPEN|CLOSE)|RIPGREP_CONFIG_PATH|FPATH|fpath|path)(?:\[[^\]]*\])?\+?=/;
const HARMLESS = /^(?:(?:GIT_|MAN)?PAGER=(?:cat)?|GIT_(?:OPTIONAL_LOCKS|TERMINAL_PROMPT)=[01])$/;

/** The builtins that set, or look up by an evaluated subscript, the variables their arguments name. */
export const ASSIGNING: ReadonlySet<string> = new Set([
  "[",
  "test",
  "declare",
  "export",
  "let",
  "local",
  "printf",
  "read",
  "readonly",
  "typeset",
  "unset",
]);

/** True for `NAME=value` where the name decides which programs later commands run. */
export function steers(assignment: string, whole: boolean): boolean {
  return STEERING.test(assignment) && !(whole && HARMLESS.test(assignment));
}
