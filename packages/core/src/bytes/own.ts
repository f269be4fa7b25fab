// Objects as tables of names that come from files: a file may say `constructor`, or `__proto__`.

/** What the table itself holds by that name, and nothing of what every object has. */
export function own<V>(table: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Sets a member of that name, whatever the name is. */
export function put<V>(into: Record<string, V>, name: string, value: V): void {
  // An assignment to this name would change the prototype, where JSON.parse makes a member.
  if (name === "__proto__") {
    Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
  } else into[name] = value;
}
