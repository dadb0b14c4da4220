import type { Route } from "@/core/access/routes";
import type { Settings } from "@/settings/registry";

/**
 * Where mails and printed codes lead customers: the pages that the shop's app may open instead of the browser. None of staff's. A test
 * compares this list with the links of all mails, both ways.
 */
const appLinkRoutes = [
  "/join/[link]",
  "/confirm/[token]",
  "/activate/[token]",
  "/invitation/[token]",
  "/reset-password/[token]",
  "/confirm-email/[token]",
  "/restore-email/[token]",
  "/orders/[number]",
  "/sign-in",
  "/register",
  "/forgot-password",
  "/account",
  "/account/company",
  "/account/messages",
  "/account/security",
] as const satisfies readonly Route[];

/** The same as patterns of paths, in which `*` stands for a token or a number. */
export const appLinkPaths: readonly string[] = appLinkRoutes.map((route) => route.replace(/\[\w+\]/, "*"));

/**
 * The file by which iPhones and iPads know the shop's app (Apple, Supporting associated domains); null without one. A path matches with
 * whatever stands in its query.
 */
export function appleAssociation({ app }: Pick<Settings, "app">): object | null {
  if (app.appleAppIds.length === 0) return null;
  const components = appLinkPaths.map((path) => ({ "/": path }));
  return { applinks: { details: [{ appIDs: app.appleAppIds, components }] } };
}

/**
 * The file by which Android knows the shop's app (Google, Digital Asset Links); null without package or fingerprints. It vouches for the
 * whole host: which paths it opens the app says itself.
 */
export function androidAssociation({ app }: Pick<Settings, "app">): object | null {
  if (app.androidPackage === "" || app.androidFingerprints.length === 0) return null;
  const target = {
    namespace: "android_app",
    package_name: app.androidPackage,
    sha256_cert_fingerprints: app.androidFingerprints,
  };
  return [{ relation: ["delegate_permission/common.handle_all_urls"], target }];
}
