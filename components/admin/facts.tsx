import type { ReactNode } from "react";

/** What is known of something, as names and values. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="my-5 grid max-w-3xl gap-x-6 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)]">{children}</dl>
);

/** One of {@link Facts}; nothing where there is nothing to tell. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === "") return null;
  return (
    <div className="sm:contents">
      <dt className="text-quiet">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
