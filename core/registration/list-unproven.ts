import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { listUnprovenRows } from "@/db/queries/registrations";

/** States of a registration that nobody has proven, as agents ask for them. */
export const unprovenStates = ["waiting", "expired", "discarded"] as const;

/** What an agent asked for. `search` is an address, a part before the @, or a support code, as typed. */
export type UnprovenFilter = {
  readonly state?: (typeof unprovenStates)[number] | undefined;
  readonly search?: string | undefined;
  readonly before?: string | undefined;
};

/** A registration that nobody has proven yet. No hash, no link and no code is in it. */
export type Unproven = Awaited<ReturnType<typeof listUnprovenRows>>[number];

const PAGE = 50;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Reads a page's query as a filter; what makes no sense counts as not asked for. */
export function readUnprovenFilter(query: Readonly<Record<string, string | string[] | undefined>>): UnprovenFilter {
  const typed = typeof query.q === "string" ? query.q.replace(/\p{C}/gu, " ").trim().slice(0, 254) : "";
  return {
    state: unprovenStates.find((known) => known === query.state),
    search: typed === "" ? undefined : typed,
    before: typeof query.before === "string" && UUID.test(query.before) ? query.before : undefined,
  };
}

/** The query that asks for a filter again; the other way round of {@link readUnprovenFilter}. */
export function unprovenQuery({ state, search, before }: UnprovenFilter): string {
  const asked = Object.entries({ state, q: search, before }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return new URLSearchParams(asked).toString();
}

/** A page of the registrations of the last month that nobody has proven, newest first (P-V7). `next` is null on the last page. */
export async function listUnproven(
  ctx: Pick<Ctx, "db">,
  filter: UnprovenFilter,
): Promise<{ registrations: readonly Unproven[]; next: UnprovenFilter | null }> {
  const { state, search, before } = filter;
  const wanted = search === undefined ? null : { emailKey: canonicalEmail(search), supportCode: supportCode(search) };
  const found = await listUnprovenRows(ctx.db, { state, search: wanted, before, atMost: PAGE + 1 });
  const registrations = found.slice(0, PAGE);
  const last = registrations.at(-1);
  return { registrations, next: found.length > PAGE && last ? { ...filter, before: last.id } : null };
}

/** As read out on the telephone: case, spaces and the dash do not count. */
function supportCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
