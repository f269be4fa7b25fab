// What takes the disk: files by kind, projects, months, the largest sessions, copies, and what sessions are made of.

import type { DiskContents, DiskHome } from "rollbook-api";
import type { ReactNode } from "react";
import { bytes, count, percent, plural } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { Sums } from "./sums.tsx";
import "./disk.css";

interface DiskViewProps {
  readonly homes: readonly DiskHome[];
  /** Sessions are being read for what they are made of. */
  readonly reading: boolean;
  readonly readContents: () => void;
  readonly sessionLink: (key: string) => string;
  readonly projectLink: (cwd: string) => string | null;
}

export function DiskView({ homes, ...rest }: DiskViewProps): ReactNode {
  if (homes.length === 0)
    return <p className="fact">What is shown here is no codex home, so there is no home to look through.</p>;
  return homes.map((home) => <Home key={home.home} home={home} {...rest} />);
}

const KINDS: Readonly<Record<string, string>> = {
  sessions: "Sessions",
  archived: "Archived sessions",
  compressed: "Compressed sessions (.zst)",
  documents: "Sessions of the TypeScript CLI (.json)",
  recordings: "Recordings of sessions",
  junk: "No sessions, but among them",
  histories: "History and names",
  databases: "Databases",
  logs: "Logs",
  snapshots: "Shell snapshots",
  worktrees: "Worktrees",
  other: "Other",
};

function Home({
  home,
  reading,
  readContents,
  sessionLink,
  projectLink,
}: Omit<DiskViewProps, "homes"> & { readonly home: DiskHome }): ReactNode {
  const { total, kinds, sessions, projects, months, largest, duplicates, problems, contents } = home;
  const twice = duplicates.reduce((sum, each) => sum + each.bytes, 0);
  return (
    <>
      <h2 className="disk-home">{visible(home.home)}</h2>
      <Sums
        sums={[
          { name: "All", value: bytes(total.bytes), more: plural(total.files, "file") },
          { name: "Sessions", value: count(sessions), more: "" },
          { name: "Kept twice", value: bytes(twice), more: plural(duplicates.length, "session") },
          ...(contents === null
            ? []
            : [
                {
                  name: "Pictures said again",
                  value: bytes(contents.images.repeated_bytes),
                  more: `of ${bytes(contents.images.bytes)}, ${plural(contents.images.count, "picture")}`,
                },
                {
                  name: "Compactions",
                  value: bytes(contents.compactions.bytes),
                  more: `${count(contents.compactions.records)}, ${percent(contents.compactions.bytes, contents.bytes)} of all`,
                },
              ]),
        ]}
      />
      <div className="disk-tables">
        <Shares
          name="Files by kind"
          first="Kind"
          middle="Files"
          rows={Object.entries(kinds)
            .filter(([, { files }]) => files > 0)
            .map(([kind, amount]) => ({
              key: kind,
              name: KINDS[kind] ?? kind,
              count: amount.files,
              bytes: amount.bytes,
            }))}
        />
        <Shares
          name="By project"
          first="Project"
          middle="Sessions"
          rows={projects.map(({ cwd, repository, sessions: some, bytes: own }, index) => ({
            key: String(index),
            name: cwd ?? repository ?? "not told",
            link: cwd === null ? null : projectLink(cwd),
            count: some,
            bytes: own,
          }))}
        />
        <Shares
          name="By month"
          first="Month"
          middle="Sessions"
          inOrder
          rows={months
            .toReversed()
            .map(({ month, sessions: some, bytes: own }) => ({ key: month, name: month, count: some, bytes: own }))}
        />
        <Shares
          name="Largest sessions"
          first="Session"
          middle=""
          rows={largest.map(({ key, id, name, path, bytes: own }) => ({
            key: path,
            name: name ?? id ?? path,
            link: key === null ? null : sessionLink(key),
            count: null,
            bytes: own,
          }))}
        />
        {contents === null ? null : <Contents {...contents} />}
      </div>
      {contents === null ? (
        <p className="disk-more">
          <button type="button" className="button" disabled={reading} onClick={readContents}>
            {reading ? "Every session is being read" : "What are the sessions made of?"}
          </button>
          <span className="fact">
            Records by kind, repeated pictures, compactions: every session has to be read for it.
          </span>
        </p>
      ) : null}
      {duplicates.length === 0 ? null : (
        <section className="stats-section">
          <h3>Kept twice</h3>
          <ul className="disk-list">
            {duplicates.map(({ paths: [first = "", ...others], bytes: own }) => (
              <li key={first}>
                {bytes(own)}: {visible(others.join(", "))}{" "}
                <span className="fact">beside {visible(first)}, which counts</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {problems.length === 0 ? null : (
        <section className="stats-section">
          <h3>Problems</h3>
          <ul className="disk-list">
            {problems.map((problem) => (
              <li key={problem}>{visible(problem)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Contents({ bytes: all, records, unread }: DiskContents): ReactNode {
  return (
    <>
      <Shares
        name={`What sessions are made of: ${bytes(all)}, uncompressed`}
        first="Record"
        middle="Times"
        rows={records.map(({ outer, inner, records: some, bytes: own }) => ({
          key: `${outer} ${inner}`,
          name: [outer, inner].filter((type) => type !== "").join(" / ") || "of no known type",
          count: some,
          bytes: own,
        }))}
      />
      {unread.length === 0 ? null : <p className="fact">Not read: {visible(unread.join(", "))}</p>}
    </>
  );
}

interface Row {
  readonly key: string;
  readonly name: string;
  readonly link?: string | null;
  readonly count: number | null;
  readonly bytes: number;
}

interface SharesProps {
  readonly name: string;
  readonly first: string;
  readonly middle: string;
  readonly rows: readonly Row[];
  /** They stand as they come; else the largest first. */
  readonly inOrder?: boolean;
}

/** Rows that are shown. */
const MOST = 12;

function Shares({ name, first, middle, rows, inOrder = false }: SharesProps): ReactNode {
  const sorted = inOrder ? rows : rows.toSorted((a, b) => b.bytes - a.bytes);
  const sum = rows.reduce((all, row) => all + row.bytes, 0);
  const most = rows.reduce((max, row) => Math.max(max, row.bytes), 1);
  const rest = sorted.slice(MOST);
  return (
    <section className="stats-section">
      <h3>{name}</h3>
      <table className="usage-table disk-table">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col">
              <span className="hidden-visually">Share</span>
            </th>
            {middle === "" ? null : <th scope="col">{middle}</th>}
            <th scope="col">Bytes</th>
            <th scope="col">Of all</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, MOST).map((row) => (
            <tr key={row.key}>
              <th scope="row" title={visible(row.name)}>
                {row.link === undefined || row.link === null ? (
                  visible(row.name)
                ) : (
                  <a href={row.link}>{visible(row.name)}</a>
                )}
              </th>
              <td className="share">
                <span style={{ width: `${(row.bytes / most) * 100}%` }} />
              </td>
              {middle === "" ? null : <td>{row.count === null ? "" : count(row.count)}</td>}
              <td>{bytes(row.bytes)}</td>
              <td>{percent(row.bytes, sum)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest.length === 0 ? null : (
        <p className="fact">
          {count(rest.length)} more, {bytes(rest.reduce((all, row) => all + row.bytes, 0))}
        </p>
      )}
    </section>
  );
}
