"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

type Room = {
  readonly href: string;
  /** The path below which this room is the current one; null for an exact match with `href`. */
  readonly below: string | null;
  readonly text: string;
};

/** Links between rooms; the current one is marked. In the browser, since the frame stays while pages change. */
export function RoomLinks({ links }: { links: readonly Room[] }) {
  const path = usePathname();
  return (
    <ul className="grid gap-0.5">
      {links.map(({ href, below, text }) => (
        <li key={href}>
          <Link href={href} prefetch={false} className="room-link" aria-current={isHere(path, href, below) ? "page" : undefined}>
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const isHere = (path: string, href: string, below: string | null): boolean =>
  path === href || (below !== null && (path === below || path.startsWith(`${below}/`)));
