// The file that was dropped last, kept by the browser so that a page that is loaded again still has it.

const DATABASE = "rollbook";
const STORE = "files";
const LAST = "last";

/** True when it is kept; false where the browser keeps nothing or has no room. */
export async function keepFile(file: File): Promise<boolean> {
  try {
    await request("readwrite", (store) => store.put(file, LAST));
    return true;
  } catch {
    return false;
  }
}

export async function keptFile(): Promise<File | null> {
  try {
    const found: unknown = await request("readonly", (store) => store.get(LAST));
    return found instanceof File ? found : null;
  } catch {
    return null;
  }
}

export async function forgetFile(): Promise<void> {
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
