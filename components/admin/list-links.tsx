import type { ReactNode } from "react";

type LinkProps = {
  readonly path: string;
  /** What the list is asked for, without the question mark. */
  readonly query: string;
  readonly text: string;
  readonly isChosen?: boolean;
};

/** A link to a list as something else is asked of it: another filter, or another page. */
export const ListLink = ({ path, query, text, isChosen = false }: LinkProps) => (
  <a
    href={`${path}${query && "?"}${query}`}
    aria-current={isChosen ? "page" : undefined}
    className="tall-link aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
  >
    {text}
  </a>
);

/** The filters of a list, above it. */
export const FilterLinks = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav aria-label={label} className="mb-4 flex flex-wrap gap-x-5">
    {children}
  </nav>
);

/** The ways to the other pages of a list, below it. */
export const PageLinks = ({ children }: { children: ReactNode }) => <p className="mt-4 flex flex-wrap gap-x-6">{children}</p>;
