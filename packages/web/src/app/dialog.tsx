// A dialog above the page: closed by its button, by Escape, or by a click beside it.

import { type ReactNode, useEffect, useRef } from "react";
import "./dialog.css";

interface DialogProps {
  readonly name: string;
  readonly className: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

export function Dialog({ name, className, close, children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-label={name}
      onClose={close}
      onClick={({ target, currentTarget }) => target === currentTarget && close()}
    >
      <h2>{name}</h2>
      {children}
      <button type="button" className="button" onClick={close}>
        Close
      </button>
    </dialog>
  );
}
