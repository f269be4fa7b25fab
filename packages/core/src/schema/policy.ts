// What a turn was allowed to do: approvals, sandbox policy and permission profile, in all their shapes.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { open, opt, req, unlisted } from "./shape.ts";

export type ApprovalPolicy = typeof ApprovalPolicy.Type;
/** `untrusted`, `on-failure`, `on-request`, `never`, or an object with a switch for each kind of approval. */
export const ApprovalPolicy = Schema.Union([
  Schema.String,
  open("GranularApproval", {
    granular: opt(
      open("GranularSwitches", {
        sandbox_approval: opt(Schema.Boolean, "~0.169"),
        rules: opt(Schema.Boolean, "~0.169"),
        skill_approval: opt(Schema.Boolean, "~0.169"),
        request_permissions: opt(Schema.Boolean, "~0.169"),
        mcp_elicitations: opt(Schema.Boolean, "~0.169"),
      }),
      "~0.169",
    ),
  }),
]);

const sandboxFields = {
  writable_roots: opt(Schema.Array(Schema.String), "0.118..0.128"),
  /** True or false; `restricted` or `enabled` under an external sandbox. */
  network_access: opt(Schema.Union([Schema.Boolean, Schema.String]), "0.36"),
  exclude_tmpdir_env_var: opt(Schema.Boolean, "0.36"),
  exclude_slash_tmp: opt(Schema.Boolean, "0.36"),
};

/** Up to 0.58 the kind of sandbox was called `mode`. */
const SandboxByMode = open("SandboxByMode", {
  mode: req(Schema.String, "0.36..0.58"),
  type: Schema.optionalKey(Schema.Never),
  ...sandboxFields,
});

/** From 0.65 it is called `type`; the camelCase keys are those of the app-server's own protocol. */
const SandboxByType = open("SandboxByType", {
  type: req(Schema.String, "0.65"),
  ...sandboxFields,
  access: opt(ARBITRARY.unexplored, "~0.169"),
  read_only_access: opt(ARBITRARY.unexplored, "~0.169"),
  writableRoots: opt(Schema.Array(Schema.String), "~0.169"),
  networkAccess: opt(Schema.Union([Schema.Boolean, Schema.String]), "~0.169"),
  excludeTmpdirEnvVar: opt(Schema.Boolean, "~0.169"),
  excludeSlashTmp: opt(Schema.Boolean, "~0.169"),
});

export type SandboxPolicy = typeof SandboxPolicy.Type;
export const SandboxPolicy = Schema.Union([SandboxByType, SandboxByMode]);

const PermissionPath = Schema.Union([
  open("SpecialPath", {
    type: req(Schema.Literal("special"), "0.128"),
    value: req(
      open("SpecialPathValue", { kind: req(Schema.String, "0.128"), subpath: opt(Schema.String, "0.128..0.128") }),
      "0.128",
    ),
  }),
  open("PlainPath", { type: req(Schema.Literal("path"), "0.128"), path: req(Schema.String, "0.128") }),
  unlisted("UnlistedPath", ["special", "path"]),
]);

const PermissionEntry = open("PermissionEntry", {
  path: req(PermissionPath, "0.128"),
  access: req(Schema.String, "0.128"),
  missing_path_behavior: opt(Schema.String, "0.160"),
});

export type FileSystemSandboxPolicy = typeof FileSystemSandboxPolicy.Type;
export const FileSystemSandboxPolicy = open("FileSystemSandboxPolicy", {
  kind: req(Schema.String, "0.128"),
  entries: opt(Schema.Array(PermissionEntry), "0.128"),
});

export type PermissionProfile = typeof PermissionProfile.Type;
/** `disabled` (nothing is sandboxed), `managed` (Codex sandboxes), `external` (somebody else does). */
export const PermissionProfile = Schema.Union([
  open("DisabledPermissions", { type: req(Schema.Literal("disabled"), "0.128") }),
  open("ManagedPermissions", {
    type: req(Schema.Literal("managed"), "0.128"),
    file_system: opt(
      open("ManagedFileSystem", {
        type: req(Schema.String, "0.128"),
        entries: opt(Schema.Array(PermissionEntry), "0.128"),
      }),
      "0.128",
    ),
    network: opt(Schema.String, "0.128"),
  }),
  unlisted("UnlistedPermissions", ["disabled", "managed"]),
]);

export type ActivePermissionProfile = typeof ActivePermissionProfile.Type;
export const ActivePermissionProfile = open("ActivePermissionProfile", { id: req(Schema.String, "0.160") });
