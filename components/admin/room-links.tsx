import type { ReactNode } from "react";

type Room = {
  readonly href: string;
  /** The path below which this room is the current one; null for an exact match with `href`. */
  readonly below: string | null;
  readonly text: string;
  /** What stands beside it. */
  readonly mark?: ReactNode;
};

/** Links between rooms; the current one is marked. `here` is path and query of the page. */
export function RoomLinks({ links, here }: { links: readonly Room[]; here: string }) {
  const [path = ""] = here.split("?", 1);
  return (
    <ul className="grid gap-0.5">
      {links.map(({ href, below, text, mark }) => (
        <li key={href}>
          <a href={href} className="room-link" aria-current={isHere(path, href, below) ? "page" : undefined}>
            {text}
            {mark}
          </a>
        </li>
      ))}
    </ul>
  );
}

const isHere = (path: string, href: string, below: string | null): boolean =>
  path === href || (below !== null && (path === below || path.startsWith(`${below}/`)));
