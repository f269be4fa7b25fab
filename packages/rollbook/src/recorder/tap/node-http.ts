// Node's HTTP without its browser classes: an import of "node:http" loads those as well, 15 MB that nobody needs here.

/** What `import` would give. */
export const { Agent, createServer, request, ServerResponse } = process.getBuiltinModule("node:http");
