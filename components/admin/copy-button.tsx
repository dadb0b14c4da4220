"use client";

import { useState } from "react";

/** Copies a text and says so. Without JavaScript it is not there: the text beside it can be marked as a whole. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [isDone, setDone] = useState(false);
  return (
    <div className="js-only flex items-center gap-3">
      <button
        type="button"
        className="button-quiet"
        onClick={() => navigator.clipboard?.writeText(text).then(() => setDone(true))}
      >
        {label}
      </button>
      <span role="status" className="text-good">
        {isDone ? done : null}
      </span>
    </div>
  );
}
