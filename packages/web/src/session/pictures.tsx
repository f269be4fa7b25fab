// Pictures of an item: from its own bytes, never from the web.

import { type ReactNode, useEffect, useState } from "react";
import { useSession } from "./context.ts";

/** So many are shown at once. */
const MOST = 12;

export function Pictures({
  position,
  count,
  unfolded,
}: {
  readonly position: number;
  readonly count: number;
  readonly unfolded: boolean;
}): ReactNode {
  return (
    <div className={unfolded ? "pictures large" : "pictures"}>
      {Array.from({ length: Math.min(count, MOST) }, (_, index) => (
        <Picture key={index} position={position} index={index} />
      ))}
    </div>
  );
}

function Picture({ position, index }: { readonly position: number; readonly index: number }): ReactNode {
  const { source } = useSession();
  const [address, setAddress] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let made: string | null = null;
    let here = true;
    source.image(position, index).then(
      (blob) => {
        made = here ? URL.createObjectURL(blob) : null;
        return setAddress(made);
      },
      () => here && setFailed(true),
    );
    return () => {
      here = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [source, position, index]);
  if (failed) return <span className="fact">a picture whose bytes cannot be read</span>;
  if (address === null) return <span className="picture-waiting" />;
  return <img src={address} alt={`${index + 1} of this item`} onError={() => setFailed(true)} />;
}
