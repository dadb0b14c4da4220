/**
 * What a route is to somebody who asks for it:
 * - `public`: for everybody, shows nothing of the shop's goods.
 * - `storefront`: the shop itself; force login closes it (P-A3). `purchase` also asks whether this visitor may buy.
 * - `sign-in`: the sign-in page. `local-door`: every other way in that is not SSO.
 * - `account`: a signed-in customer. `agent`, `admin`: staff of that role (an admin may do what an agent may).
 * - `staff-door`: how staff get in. `machine`: checks a key of its own or tells nothing. `demo`: exists only in the demo.
 */
export type RouteKind =
  | "public"
  | "storefront"
  | "purchase"
  | "sign-in"
  | "local-door"
  | "account"
  | "staff-door"
  | "agent"
  | "admin"
  | "machine"
  | "demo";

/**
 * Every route of the product. A test compares this list with the routes of the build, both ways: a page that nobody decided about cannot
 * be shipped (T-F6).
 */
export const routes = {
  "/": "storefront",
  "/products/[slug]": "storefront",
  "/cart": "storefront",
  "/checkout": "purchase",
  "/orders/[number]": "storefront",

  "/sign-in": "sign-in",
  "/sign-in/code": "local-door",
  "/sign-in/go/[connection]": "sign-in",
  "/sign-in/directory/[connection]": "sign-in",
  "/sign-out": "public",
  "/signed-out": "public",
  "/register": "local-door",
  "/join/[link]": "sign-in",
  "/register/check-your-mail": "local-door",
  "/register/taken": "local-door",
  "/register/accept": "sign-in",
  "/register/waiting": "sign-in",
  "/register/welcome": "account",
  "/consents": "account",
  "/terms": "public",
  "/privacy": "public",
  "/confirm/[token]": "local-door",
  "/activate/[token]": "local-door",
  "/forgot-password": "local-door",
  "/reset-password/[token]": "local-door",
  // Whoever signs in by a provider only has an address, too.
  "/confirm-email/[token]": "sign-in",
  "/restore-email/[token]": "sign-in",
  "/invitation/[token]": "sign-in",
  "/language": "public",
  "/.well-known/change-password": "public",

  "/.well-known/apple-app-site-association": "public",
  "/.well-known/assetlinks.json": "public",

  "/account": "account",
  "/account/orders": "account",
  "/account/orders/claim": "account",
  "/account/security": "account",
  "/account/profile": "account",
  "/account/questions": "account",
  "/account/messages": "account",
  "/account/messages/events": "account",
  "/account/email": "account",
  "/account/data": "account",
  "/account/company": "account",
  "/account/invitation": "account",
  "/account/data/export": "account",
  "/account/email-sign-in": "account",

  "/admin/sign-in": "staff-door",
  "/admin/sign-in/second-step": "staff-door",
  "/admin/setup/[token]": "staff-door",
  "/admin/unlock/[token]": "staff-door",
  "/admin/sign-out": "staff-door",
  "/admin": "agent",
  "/admin/customers": "agent",
  "/admin/customers/new": "agent",
  "/admin/customers/[number]": "agent",
  "/admin/registrations": "agent",
  "/admin/approvals": "agent",
  "/admin/customers/[number]/export": "agent",
  "/admin/export": "agent",
  "/admin/export/file": "agent",
  "/admin/import": "admin",
  "/admin/import/upload": "admin",
  "/admin/import/[id]": "admin",
  "/admin/import/[id]/errors": "admin",
  "/admin/customers/[number]/merge": "agent",
  "/admin/same-address": "agent",
  "/admin/partners": "agent",
  "/admin/partners/[id]": "agent",
  "/admin/companies": "agent",
  "/admin/companies/[id]": "agent",
  "/admin/settings/fields": "admin",
  "/admin/settings/user-types": "admin",
  "/admin/settings/[group]": "admin",
  "/admin/registration-link/[format]": "admin",
  "/admin/settings/legal": "admin",
  "/admin/settings/legal/[edition]": "admin",
  "/admin/sso": "admin",
  "/admin/sso/new": "admin",
  "/admin/sso/[connection]": "admin",
  "/admin/simulator": "admin",
  "/admin/messages": "agent",
  "/admin/messages/events": "agent",
  "/admin/messages/[conversation]": "agent",
  "/admin/mail": "agent",
  "/admin/mail/[id]": "agent",
  "/admin/mail/suppressed": "agent",
  "/admin/mail/sending": "admin",
  "/admin/mail/incoming": "agent",
  "/admin/mail/incoming/[id]": "agent",
  "/admin/mail/mailboxes": "admin",
  "/admin/mail/mailboxes/new": "admin",
  "/admin/mail/mailboxes/[mailbox]": "admin",
  "/admin/mail/templates": "admin",
  "/admin/mail/templates/[message]": "admin",
  "/admin/mail/templates/preview": "admin",
  "/admin/mail/templates/logo": "admin",
  "/admin/audit": "agent",
  "/admin/audit/file": "admin",
  "/admin/staff": "admin",
  "/admin/staff/[person]": "admin",
  "/admin/account": "agent",
  "/admin/account/second-factor": "agent",

  "/api/captcha": "machine",
  "/api/auth/[...nextauth]": "machine",
  "/api/auth/session": "machine",
  "/api/health/live": "machine",
  "/api/health/ready": "machine",
  "/api/metrics": "machine",
  "/api/inbound-mail": "machine",

  "/icon.svg": "public",

  "/demo/mail": "demo",
  "/demo/mail.json": "demo",
  "/demo/cast.json": "demo",
} as const satisfies Record<string, RouteKind>;

/** The pattern of a route, as its folder is named. */
export type Route = keyof typeof routes;

/** The routes that have no folder: our HTTP server answers them itself, before Next is asked (decision 0014). */
export const serverRoutes = ["/api/auth/session", "/api/health/live"] as const satisfies readonly Route[];

const patternOf = (route: string): string =>
  route
    .replaceAll(".", "\\.")
    .replace(/\[(\\\.){3}\w+\]/g, ".+")
    .replace(/\[\w+\]/g, "[^/]+");
const isRoute = (name: string): name is Route => Object.hasOwn(routes, name);
// Whatever has no variable part first: an address may fit both.
const patterns = Object.keys(routes)
  .filter(isRoute)
  .sort((one, other) => Number(one.includes("[")) - Number(other.includes("[")))
  .map((route) => ({ route, pattern: new RegExp(`^${patternOf(route)}(\\?|$)`) }));

/** The route that an address belongs to, with or without a query; null if none. Decides nothing: what is there is the route's to say. */
export const findRoute = (address: string): Route | null => patterns.find(({ pattern }) => pattern.test(address))?.route ?? null;

/** Whether an address, with or without a query, belongs to one of the routes. */
export const hasRoute = (address: string): boolean => findRoute(address) !== null;
