// Files dropped anywhere on the page.

import { type ReactNode, useEffect, useState } from "react";
import "./drop.css";

/** Shows where to drop while something is dragged over the page, and gives the files. */
export function DropZone({ take }: { readonly take: (files: readonly File[]) => void }): ReactNode {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const holds = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    const enter = (event: DragEvent): void => {
      if (!holds(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!holds(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent): void => {
      if (holds(event)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (!holds(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) take(files);
    };
    document.addEventListener("dragenter", enter);
    document.addEventListener("dragleave", leave);
    document.addEventListener("dragover", hover);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragenter", enter);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("dragover", hover);
      document.removeEventListener("drop", drop);
    };
  }, [take]);
  return over ? <div className="drop-over">Drop it to read it here</div> : null;
}
