import { redirect } from "next/navigation";
import { cache } from "react";
import { mayRedirectAgain } from "@/app/_edge/auto-redirects";
import { readCookie } from "@/app/_edge/cookies";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getCtx } from "@/app/_edge/request-ctx";
import { type Access, automaticWay, decide } from "@/core/access/decide";
import { ownPath, withoutKey, withReturnTo } from "@/core/access/return-to";
import { roomPermissions } from "@/core/access/room-permissions";
import { type Route, type RouteKind, routes } from "@/core/access/routes";
import type { Ctx } from "@/core/ctx";
import { findSession, type Session } from "@/core/sessions/find-session";
import { findStaffSession, type StaffSession } from "@/core/staff/find-staff-session";
import { getTranslator, type Translator } from "@/messages/translator";
import { getInstallation } from "@/server/installation";
import { getRequestStore } from "@/server/request-store";
import { getEnv } from "@/settings/env";

/** Who is here and what the one decision function says about them. */
export type Visit = {
  readonly ctx: Ctx;
  readonly t: Translator;
  readonly session: Session | null;
  readonly staff: StaffSession | null;
  readonly access: Access;
  /** Path and query of this request, ours for certain. */
  readonly wanted: string;
};

/** Why a route is closed to this visitor, and where to go instead. */
export type Closed = {
  readonly code:
    | "access.not-found"
    | "access.accounts-off"
    | "access.sign-in-first"
    | "access.sso-only"
    | "staff.second-factor-needed"
    | "consent.needed";
  readonly goTo: string | null;
  /** The provider that a page's visitor is sent to at once. A form's never is: what it posts must not end at another site. */
  readonly provider?: string;
};

/** Reads the visitor once per request: one session query, one decision. */
export const getVisitor = cache(async (): Promise<Visit> => {
  const ctx = await getCtx();
  const session = await findSession(ctx, await readCookie("foyer.sid"));
  const access = decide({
    access: ctx.settings.access,
    connections: ctx.connections,
    visitor: { isSignedIn: session !== null, mayRedirect: await mayRedirect(ctx) },
  });
  const wanted = ownPath(withoutRsc(getRequestStore().url)) ?? "/";
  return { ctx, t: getTranslator(ctx.request.language), session, staff: null, access, wanted };
});

/** Whether this visitor may be sent to a provider without being asked (P-A4): it looks by itself, is in no loop, and would arrive. */
async function mayRedirect({ connections }: Ctx): Promise<boolean> {
  const way = automaticWay(connections);
  if (!way || !getRequestStore().isNavigation || getInstallation().circuits.isOpen(way.id)) return false;
  return mayRedirectAgain();
}

const getStaff = cache(async () => findStaffSession(await getCtx(), await readCookie("foyer-staff")));

/** Asks whether this visitor may use a route; pages and actions both do, and nobody else decides. */
export async function admit(route: Route): Promise<Visit & { readonly closed: Closed | null }> {
  const visitor = await getVisitor();
  const kind = routes[route];
  const staff = kind === "agent" || kind === "admin" ? await getStaff() : null;
  const visit = { ...visitor, staff };
  return {
    ...visit,
    closed: rules[kind](visit) ?? closedRoom(route, staff) ?? closedUntilSetUp(route, visit) ?? closedUntilAccepted(route, visit),
  };
}

const SECOND_FACTOR: Route = "/admin/account/second-factor";

/** Whether this staff member has to set up a second factor before anything else. */
export const lacksSecondFactor = ({ ctx, staff }: Pick<Visit, "ctx" | "staff">): boolean =>
  staff !== null && ctx.settings.staff.requireSecondFactor && !staff.hasSecondFactor;

/** Where the shop asks for a second factor, whoever has none is let only to where it is set up. */
function closedUntilSetUp(route: Route, visit: Visit): Closed | null {
  return lacksSecondFactor(visit) && route !== SECOND_FACTOR ? { code: "staff.second-factor-needed", goTo: SECOND_FACTOR } : null;
}

const CONSENTS: Route = "/consents";

/** What somebody who has yet to accept a text does as this customer: everything but the door, the texts and what leads out. */
const asksConsentFirst = (route: Route): boolean =>
  ["storefront", "purchase", "account"].includes(routes[route]) || route === "/confirm-email/[token]";

/** Whoever signed in without having accepted the terms of that day is asked before anything else (P-R10); the wanted page is kept. */
function closedUntilAccepted(route: Route, { ctx, session, wanted }: Visit): Closed | null {
  const isAsked = session?.asksConsent && ctx.legal.length > 0 && route !== CONSENTS && asksConsentFirst(route);
  return isAsked ? { code: "consent.needed", goTo: withReturnTo(CONSENTS, withoutKey(wanted)) } : null;
}

/** A room whose permission is withheld from this person is shut to them as an admin's room is to an agent. */
function closedRoom(route: Route, staff: StaffSession | null): Closed | null {
  const needed = roomPermissions[route];
  return needed === undefined || staff?.permissions.has(needed) ? null : SHUT;
}

/** The guard of a page: answers who is visiting, or sends them where the decision says. First line of every page. */
export async function visit(route: Route): Promise<Visit> {
  const { closed, ...visiting } = await admit(route);
  if (!closed) return visiting;
  if (closed.goTo === null) nothingHere(closed.code);
  const { provider, goTo } = closed;
  redirect(provider === undefined ? goTo : `${withReturnTo(`/sign-in/go/${provider}`, withoutKey(visiting.wanted))}&auto=1`);
}

/** The guard of an account page: a visit that certainly has a session. */
export async function visitAccount(route: Route): Promise<Visit & { readonly session: Session }> {
  const visiting = await visit(route);
  return { ...visiting, session: sessionOf(visiting) };
}

/** The guard of a back-office page: a visit that certainly has a staff session. */
export async function visitAdmin(route: Route): Promise<Visit & { readonly staff: StaffSession }> {
  const visiting = await visit(route);
  return { ...visiting, staff: staffOf(visiting) };
}

/** The session of a visit to an account route, whose guard lets nobody in without one. Throws on any other route. */
export function sessionOf({ session }: Visit): Session {
  if (!session) throw new Error("this route is not listed as an account route");
  return session;
}

/** The staff session of a visit to a back-office route, whose guard lets nobody in without one. Throws on any other route. */
export function staffOf({ staff }: Visit): StaffSession {
  if (!staff) throw new Error("this route is not listed as a staff route");
  return staff;
}

const SHUT: Closed = { code: "access.not-found", goTo: null };
const ACCOUNTS_OFF: Closed = { code: "access.accounts-off", goTo: null };

const rules: Record<RouteKind, (visiting: Visit) => Closed | null> = {
  public: () => null,
  machine: () => null,
  "staff-door": () => null,
  storefront: closedStorefront,
  purchase: (v) => closedStorefront(v) ?? (v.access.mayPurchase ? null : toSignIn(v)),
  "sign-in": ({ access }) => (access.signInPage.kind === "not-found" ? ACCOUNTS_OFF : null),
  "local-door": ({ access }) => {
    if (!access.hasSignIn) return ACCOUNTS_OFF;
    return access.hasLocalDoors ? null : { code: "access.sso-only", goTo: "/sign-in" };
  },
  account: (v) => (v.session ? null : v.access.hasSignIn ? (closedStorefront(v) ?? toSignIn(v)) : ACCOUNTS_OFF),
  agent: (v) => (v.staff ? null : toStaffSignIn(v)),
  admin: (v) => (v.staff ? (v.staff.role === "admin" ? null : SHUT) : toStaffSignIn(v)),
  demo: () => (getEnv().mode === "demo" ? null : SHUT),
};

function closedStorefront(v: Visit): Closed | null {
  const { storefront } = v.access;
  if (storefront.kind === "show") return null;
  return storefront.kind === "sign-in" ? toSignIn(v) : { ...toSignIn(v), provider: storefront.connection };
}

const toSignIn = ({ wanted }: Visit): Closed => ({
  code: "access.sign-in-first",
  goTo: withReturnTo("/sign-in", withoutKey(wanted)),
});
const toStaffSignIn = ({ wanted }: Visit): Closed => ({
  code: "access.sign-in-first",
  goTo: withReturnTo("/admin/sign-in", wanted),
});

function withoutRsc(url: string): string {
  return url.replace(/([?&])_rsc=[^&]*&?/, "$1").replace(/[?&]$/, "");
}
