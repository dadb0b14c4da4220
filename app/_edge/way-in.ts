import type { Connection } from "@/core/connections/connection";

/** `typed` is sealed (typed-name.ts). */
type Leading = { readonly isForm?: boolean; readonly typed?: string };

/**
 * Where a connection's button leads: a provider's to the start of its redirects, a directory's to its form. `isForm` where an action of a
 * form leads there: see leave-for.ts.
 */
export function wayIn(
  { id, door }: Pick<Connection, "id" | "door">,
  returnTo: string,
  { isForm = false, typed }: Leading = {},
): string {
  const query = new URLSearchParams(returnTo ? { returnTo } : {});
  if (typed !== undefined && door.kind === "directory") query.set("typed", typed);
  if (isForm && door.kind === "redirect") query.set("via", "form");
  const path = door.kind === "directory" ? `/sign-in/directory/${id}` : `/sign-in/go/${id}`;
  return query.size > 0 ? `${path}?${query}` : path;
}
