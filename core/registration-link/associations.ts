import type { Settings } from "@/settings/registry";

/** What an app may open instead of the browser: whatever somebody comes to from a mail or from paper. */
const APP_PATHS = ["/join/*", "/confirm/*", "/activate/*", "/invitation/*", "/reset-password/*"];

/** The file by which iPhones and iPads know the shop's app; null without one. */
export function appleAssociation({ app }: Pick<Settings, "app">): object | null {
  if (app.appleAppIds.length === 0) return null;
  const components = APP_PATHS.map((path) => ({ "/": path }));
  return { applinks: { details: [{ appIDs: app.appleAppIds, components }] } };
}

/** The file by which Android knows the shop's app; null without package or fingerprints. Which paths it opens the app says itself. */
export function androidAssociation({ app }: Pick<Settings, "app">): object | null {
  if (app.androidPackage === "" || app.androidFingerprints.length === 0) return null;
  const target = {
    namespace: "android_app",
    package_name: app.androidPackage,
    sha256_cert_fingerprints: app.androidFingerprints,
  };
  return [{ relation: ["delegate_permission/common.handle_all_urls"], target }];
}
