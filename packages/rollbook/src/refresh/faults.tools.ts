// Faults at the statements of SQLite: sees each before it runs, and may throw, kill, or take a picture of the files.

import { DatabaseSync, StatementSync } from "node:sqlite";

/** What SQLite says when the disk is full. */
export function fullDisk(): Error {
  return Object.assign(new Error("database or disk is full"), {
    code: "ERR_SQLITE_ERROR",
    errcode: 13,
    errstr: "database or disk is full",
  });
}

/** `before` is told of every statement that may change something, in this thread. Gives what ends it. */
export function watchStatements(before: (sql: string) => void): () => void {
  const { exec } = DatabaseSync.prototype;
  const { run, get } = StatementSync.prototype;
  const seen = <Result>(statement: StatementSync, act: () => Result): Result => {
    before(statement.sourceSQL);
    return act();
  };
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    before(sql);
    exec.call(this, sql);
  };
  Object.assign(StatementSync.prototype, {
    run(this: StatementSync, ...values: Parameters<typeof run>) {
      return seen(this, () => run.apply(this, values));
    },
    get(this: StatementSync, ...values: Parameters<typeof get>) {
      const act = (): ReturnType<typeof get> => get.apply(this, values);
      return this.sourceSQL.startsWith("INSERT") ? seen(this, act) : act();
    },
  });
  return () => {
    DatabaseSync.prototype.exec = exec;
    Object.assign(StatementSync.prototype, { run, get });
  };
}
