import { google } from "@/providers/google";
import { ldap } from "@/providers/ldap";
import { oidc } from "@/providers/oidc";
import type { Provider } from "@/providers/provider";

/** Every kind of provider by its id, in the order of the back office. A new kind is one file and one line here. */
export const providers: Readonly<Record<string, Provider>> = { google, oidc, ldap };

/** The kind of an id, or null. */
export const findProvider = (id: string): Provider | null => (Object.hasOwn(providers, id) ? (providers[id] ?? null) : null);
