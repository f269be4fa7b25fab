// The files that were dropped last, kept by the browser so that a page that is loaded again still has them.

const DATABASE = "rollbook";
const STORE = "files";
const LAST = "last";

/** True when they are kept; false where the browser keeps nothing or has no room. */
export async function keepFiles(files: readonly File[]): Promise<boolean> {
  try {
    await request("readwrite", (store) => store.put([...files], LAST));
    return true;
  } catch {
    return false;
  }
}

export async function keptFiles(): Promise<readonly File[]> {
  try {
    const found: unknown = await request("readonly", (store) => store.get(LAST));
    return [found].flat().filter((each) => each instanceof File);
  } catch {
    return [];
  }
}

export async function forgetFiles(): Promise<void> {
  try {
    await request("readwrite", (store) => store.delete(LAST));
  } catch {
    // Then there was none.
  }
}

function request<Answer>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
    opening.addEventListener("error", () => reject(opening.error ?? new Error("no database")));
    opening.addEventListener("success", () => {
      const database = opening.result;
      const transaction = database.transaction(STORE, mode);
      const asked = ask(transaction.objectStore(STORE));
      const fail = (): void => reject(transaction.error ?? new Error("not kept"));
      transaction.addEventListener("error", fail);
      transaction.addEventListener("abort", fail);
      transaction.addEventListener("complete", () => {
        database.close();
        resolve(asked.result);
      });
    });
  });
}
