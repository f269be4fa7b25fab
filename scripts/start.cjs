// npm start: the program as it stands in the repository. Without words it opens the viewer, on the sessions kept here for
// the tests where this user has none. Old syntax only, as in the program's own start, which says when Node is too old.
"use strict";

const { existsSync } = require("fs");
const { homedir } = require("os");
const { join } = require("path");

if (process.argv.length === 2) {
  const own = process.env.CODEX_HOME || join(homedir(), ".codex");
  process.argv.push("view");
  if (!existsSync(own)) {
    console.error("there is no " + own + ": these are sessions that are kept for the tests");
    process.argv.push("--home", join(__dirname, "../specimens/paginated/0.169.0/appserver_live/home"));
  }
}
module.exports = require("../packages/rollbook/bin/rollbook.js");
