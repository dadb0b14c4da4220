import type { ReactNode } from "react";

type Props = {
  readonly text: string;
  /** What it is about, for those who do not see where it stands. */
  readonly textFor?: string;
  /** For what cannot simply be taken back. */
  readonly isGrave?: boolean;
  readonly children: ReactNode;
};

/** Something behind one more click. */
export const Disclosure = ({ text, textFor, isGrave = false, children }: Props) => (
  <details>
    <summary className={`inline-flex min-h-11 cursor-pointer items-center underline ${isGrave ? "text-bad" : ""}`}>
      {text}
      {textFor ? <span className="sr-only"> {textFor}</span> : null}
    </summary>
    {children}
  </details>
);
