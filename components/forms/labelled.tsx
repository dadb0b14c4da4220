import type { ReactNode } from "react";

type Props = {
  /** Of what is inside. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly children: ReactNode;
};

/** Something to type into or to choose from, below its label, its hint and its problem. */
export const Labelled = ({ id, label, hint, problem, children }: Props) => (
  <div className="grid gap-1.5">
    <label htmlFor={id} className="font-medium">
      {label}
    </label>
    <FieldNotes name={id} hint={hint} problem={problem} />
    {children}
  </div>
);

/** The hint and the problem of a field, where screen readers find them. */
export function FieldNotes({ name, hint, problem }: { name: string; hint?: string | undefined; problem?: string | undefined }) {
  return (
    <>
      {hint ? (
        <p id={`${name}-hint`} className="text-sm text-quiet">
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p id={`${name}-problem`} className="text-sm font-medium text-bad">
          {problem}
        </p>
      ) : null}
    </>
  );
}

/** ARIA attributes that tie an input to its notes. */
export function describedBy(name: string, hint: string | undefined, problem: string | undefined) {
  const ids = [hint ? `${name}-hint` : "", problem ? `${name}-problem` : ""].filter(Boolean).join(" ");
  return { ...(ids ? { "aria-describedby": ids } : {}), ...(problem ? { "aria-invalid": true } : {}) };
}
