/** What the decision depends on: the flags, the enabled connections, and the visitor. */
export type AccessFacts = {
  readonly access: {
    readonly customerAccounts: boolean;
    readonly forceLogin: boolean;
    readonly ssoOnly: boolean;
    readonly guestCheckout: boolean;
  };
  /** Enabled connections in the back office's order. */
  readonly connections: readonly Way[];
  readonly visitor: Visitor;
};

/** One way in by SSO, as far as the decision cares. */
export type Way = { readonly id: string; readonly isDefault: boolean };

/**
 * Who is looking. `mayRedirect` is false when the visitor must see a page rather than be sent to a provider by itself: just signed out,
 * came back with an error, or sent there twice within a minute (P-A4).
 */
export type Visitor = { readonly isSignedIn: boolean; readonly mayRedirect: boolean };

/** What this visitor gets to see. */
export type Access = {
  /** The "Sign in" menu item exists exactly when customer accounts are on (P-A1). */
  readonly hasSignIn: boolean;
  readonly signInPage:
    | { readonly kind: "not-found" }
    | { readonly kind: "form"; readonly connections: readonly Way[] }
    | { readonly kind: "buttons"; readonly connections: readonly Way[] };
  readonly storefront:
    | { readonly kind: "show" }
    | { readonly kind: "sign-in" }
    | { readonly kind: "provider"; readonly connection: string };
  readonly mayPurchase: boolean;
  /** Password, registration form, reset, codes: every way in that is not SSO (P-A5). */
  readonly hasLocalDoors: boolean;
};

/**
 * The one decision about who sees what (P-A1 to P-A10): every page, action and API asks it, and the back office's simulator too. Pure.
 */
export function decide({ access, connections, visitor }: AccessFacts): Access {
  if (!access.customerAccounts) {
    return {
      hasSignIn: false,
      signInPage: { kind: "not-found" },
      storefront: { kind: "show" },
      mayPurchase: true,
      hasLocalDoors: false,
    };
  }
  // SSO only closes the form even where no connection is left: saving refuses that (P-A6), and failing open would be worse.
  const signInPage = access.ssoOnly ? ({ kind: "buttons", connections } as const) : ({ kind: "form", connections } as const);
  return {
    hasSignIn: true,
    signInPage,
    storefront: storefrontFor({ access, connections, visitor }),
    mayPurchase: visitor.isSignedIn || (access.guestCheckout && !access.forceLogin),
    hasLocalDoors: !access.ssoOnly,
  };
}

function storefrontFor({ access, connections, visitor }: AccessFacts): Access["storefront"] {
  if (!access.forceLogin || visitor.isSignedIn) return { kind: "show" };
  const way = automaticWay(connections);
  if (access.ssoOnly && way && visitor.mayRedirect) return { kind: "provider", connection: way.id };
  return { kind: "sign-in" };
}

/** The way that people may be sent without being asked: the only one, or the one marked default. */
export function automaticWay(connections: readonly Way[]): Way | null {
  const [first] = connections;
  const found = connections.length === 1 ? first : connections.find((connection) => connection.isDefault);
  return found ?? null;
}
