import type { ReactNode } from "react";

type Props = {
  readonly text: string;
  /** What it is about, for those who do not see where it stands. */
  readonly textFor?: string;
  /** For what cannot simply be taken back. */
  readonly isGrave?: boolean;
  /** In the row of a table. */
  readonly isDense?: boolean;
  readonly children: ReactNode;
};

/** Something behind one more click. */
export const Disclosure = ({ text, textFor, isGrave = false, isDense = false, children }: Props) => (
  <details>
    <summary
      className={`inline-flex ${isDense ? "min-h-6" : "min-h-11"} cursor-pointer items-center underline ${isGrave ? "text-bad" : ""}`}
    >
      {text}
      {textFor ? <span className="sr-only"> {textFor}</span> : null}
    </summary>
    {children}
  </details>
);
