#!/usr/bin/env node
// The start of the program: says so when Node is too old, answers --version at once, then loads the rest.
"use strict";

// Old syntax only: any Node from 12 on must be able to read this file, or nobody reads the sentence below.
var writeSync = require("fs").writeSync;
var manifest = require("../package.json");
var OUTPUT = 4;
var NODE_TOO_OLD = 69;
var INTERNAL = 70;

function nodeIsTooOld() {
  var have = process.versions.node.split(".");
  var wanted = manifest.engines.node.replace(/[^0-9.]/g, "").split(".");
  for (var i = 0; i < 3; i++) {
    var difference = Number(have[i]) - Number(wanted[i]);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function fail(code, message) {
  process.exitCode = code;
  try {
    writeSync(2, "rollbook: " + message + "\n");
  } catch {
    // Nobody can be told that nobody listens.
  }
}

function printVersion() {
  try {
    writeSync(1, manifest.version + "\n");
  } catch (error) {
    // A closed pipe is a reader who wants no more.
    if (error.code === "EPIPE") return;
    var full = "no space is left there; free some or write elsewhere";
    fail(
      OUTPUT,
      "cannot write to standard output: " + (error.code === "ENOSPC" ? full : "the system says " + error.code),
    );
  }
}

/** That its own SQLite is young is news for who wrote the program, and none for who runs it. */
function hushSqlite() {
  var warn = process.emitWarning;
  process.emitWarning = function (warning) {
    if (!/^SQLite is an experimental feature/.test(String(warning))) return warn.apply(process, arguments);
  };
}

function start() {
  var argument = process.argv[2];
  if (process.argv.length === 3 && (argument === "--version" || argument === "-V")) {
    printVersion();
    return;
  }
  if (nodeIsTooOld()) {
    fail(
      NODE_TOO_OLD,
      "Node " +
        process.versions.node +
        " is too old: rollbook needs Node " +
        manifest.engines.node.replace(">=", "") +
        " or newer; install one from https://nodejs.org and try again.",
    );
    return;
  }
  hushSqlite();
  var node = require("module");
  if (node.enableCompileCache) node.enableCompileCache();

  // In the repository the sources run as they are; the published package holds the bundle instead.
  var source = require("path").join(__dirname, "..", "src", "cli", "main.ts");
  (require("fs").existsSync(source) ? import("../src/cli/main.ts") : bundle())
    .then(function (program) {
      return program.main(process.argv.slice(2));
    })
    .catch(function (error) {
      fail(INTERNAL, "internal error: " + ((error && error.stack) || error));
    });
}

function bundle() {
  return new Promise(function (resolve) {
    resolve(require("../dist/rollbook.js"));
  });
}

start();
