import { canonicalNumber } from "@/core/customers/customer-number";
import { canonicalEmail } from "@/core/customers/email-address";

/** What somebody typed to say who they are. `key` is the one form it is compared in; null if it is neither address nor number. */
export type TypedName = { readonly kind: "email" | "number"; readonly key: string | null };

/** Reads an e-mail address or a customer number: an address if it has an @, else a number. */
export function readSignInName(typed: string): TypedName {
  const kind = typed.normalize("NFKC").includes("@") ? "email" : "number";
  return { kind, key: kind === "email" ? canonicalEmail(typed) : canonicalNumber(typed) };
}
