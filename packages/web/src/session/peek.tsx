// The first bytes of a line that is not understood, right where it stands.

import { type ReactNode, useEffect, useState } from "react";
import type { Stretch, Whereabouts } from "../source/contract.ts";
import { Bytes } from "../text/bytes.tsx";
import { useSession } from "./context.ts";

export function RawPeek({ at, unfolded }: { readonly at: Whereabouts; readonly unfolded: boolean }): ReactNode {
  const { source } = useSession();
  const most = unfolded ? 20_000 : 400;
  const bytes = useBytes(source.bytes, at, most);
  if (bytes === null) return <div className="peek" />;
  return (
    <div className="peek">
      <Bytes bytes={bytes} />
      {at.length > most ? <span className="fact">… {at.length} bytes in all</span> : null}
    </div>
  );
}

/** The bytes there, at most so many; null until they are here. */
export function useBytes(
  read: (at: Whereabouts) => Promise<readonly Stretch[]>,
  at: Whereabouts | null,
  most: number,
): readonly Stretch[] | null {
  const [bytes, setBytes] = useState<readonly Stretch[] | null>(null);
  const { file, line, offset, length } = at ?? { file: -1, line: 0, offset: 0, length: 0 };
  const wanted = Math.min(length, most);
  useEffect(() => {
    if (file < 0) return undefined;
    let here = true;
    setBytes(null);
    read({ file, line, offset, length: wanted }).then(
      (given) => here && setBytes(given),
      () => here && setBytes([]),
    );
    return () => {
      here = false;
    };
  }, [read, file, line, offset, wanted]);
  return bytes;
}
