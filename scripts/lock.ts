// The lock file is whole: `npm ci` refuses one that lacks an optional package of another platform, and npm drops those
// from it when they cannot be fetched at the moment of an `npm install`.
//
// node scripts/lock.ts           one line per package that is missing; exit code 1 if there is any

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./repository.ts";

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What is missing, as `<package> of <who wants it>`; only exact versions can be judged, and the binaries have such. */
export function missingFromLock(packages: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).flatMap(([name, version]) => {
      const found = placesAbove(place)
        .map((above) => packages[`${above}node_modules/${name}`]?.version)
        .find((candidate) => candidate !== undefined);
      const fits = found !== undefined && (!/^\d/.test(version) || found === version);
      return fits ? [] : [`${name}@${version} of ${place === "" ? "the root" : place}`];
    }),
  );
}

/** Where a package looks for another: beside itself, then further up. */
function placesAbove(place: string): string[] {
  const places = [place === "" ? "" : `${place}/`];
  for (let at = place.lastIndexOf("node_modules/"); at !== -1; at = place.lastIndexOf("node_modules/", at - 1)) {
    places.push(place.slice(0, at));
    if (at === 0) break;
  }
  return places.includes("") ? places : [...places, ""];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const missing = missingFromLock(lock.packages);
  for (const one of missing) console.log(`not in package-lock.json: ${one}`);
  if (missing.length > 0) {
    console.log("Choose a version whose every platform can be fetched, then make the lock file afresh:");
    console.log("rm -rf node_modules package-lock.json && npm install");
  }
  process.exitCode = missing.length > 0 ? 1 : 0;
}
