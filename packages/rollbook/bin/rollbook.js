#!/usr/bin/env node
// The start of the program: says so when Node is too old, answers --version at once, then loads the rest.
"use strict";

// Old syntax only: any Node from 12 on must be able to read this file, or nobody reads the sentence below.
var manifest = require("../package.json");
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

function start() {
  var argument = process.argv[2];
  if (process.argv.length === 3 && (argument === "--version" || argument === "-V")) {
    process.stdout.write(manifest.version + "\n");
    return;
  }
  if (nodeIsTooOld()) {
    process.stderr.write(
      "rollbook: Node " +
        process.versions.node +
        " is too old: rollbook needs Node " +
        manifest.engines.node.replace(">=", "") +
        " or newer; install one from https://nodejs.org and try again.\n",
    );
    process.exitCode = NODE_TOO_OLD;
    return;
  }
  // The young generation stays at the size it starts with. It would grow by tens of megabytes for objects that are dead a
  // moment later, and collecting it more often costs next to nothing. Holds for worker threads as well.
  require("v8").setFlagsFromString("--semi-space-growth-factor=1");
  var node = require("module");
  if (node.enableCompileCache) node.enableCompileCache();

  // In the repository the sources run as they are; the published package holds the bundle instead.
  var source = require("path").join(__dirname, "..", "src", "cli", "main.ts");
  var entry = require("fs").existsSync(source) ? "../src/cli/main.ts" : "../dist/rollbook.js";
  import(entry)
    .then(function (program) {
      return program.main(process.argv.slice(2));
    })
    .catch(function (error) {
      process.stderr.write("rollbook: internal error: " + ((error && error.stack) || error) + "\n");
      process.exitCode = INTERNAL;
    });
}

start();
