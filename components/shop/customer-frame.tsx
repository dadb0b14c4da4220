import type { ReactNode } from "react";
import { LanguageSwitch } from "@/components/ui/language-switch";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly shopName: string;
  readonly hasSignIn: boolean;
  readonly isSignedIn: boolean;
  /** Things in the cart. */
  readonly cartCount: number;
  readonly language: string;
  /** Where the language switch comes back to. */
  readonly here: string;
  /** Which legal texts there are to read. */
  readonly legal: readonly ("terms" | "privacy")[];
  readonly children: ReactNode;
};

/** What surrounds every page a customer sees: the shop's name, three links, the language. */
export function CustomerFrame({ t, shopName, hasSignIn, isSignedIn, cartCount, language, here, legal, children }: Props) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-4 sm:px-6">
      <a href="#main" className="sr-only focus:not-sr-only">
        {t("common.skip")}
      </a>
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-rule py-3">
        <a href="/" className="tall-link text-lg font-semibold text-ink no-underline">
          {shopName}
        </a>
        <nav aria-label={t("common.menu")} className="flex flex-wrap items-center gap-x-5">
          <MenuLink href="/cart" text={cartCount > 0 ? t("shop.cart.inMenu", { count: cartCount }) : t("common.cart")} />
          {hasSignIn && !isSignedIn ? <MenuLink href="/sign-in" text={t("common.signIn")} /> : null}
          {isSignedIn ? <MenuLink href="/account" text={t("common.account")} /> : null}
          {isSignedIn ? (
            <form action="/sign-out" method="post">
              <button type="submit" className={`${MENU_ITEM} cursor-pointer`}>
                {t("common.signOut")}
              </button>
            </form>
          ) : null}
        </nav>
      </header>
      <main id="main" className="flex-1 py-8 sm:py-12">
        {children}
      </main>
      <footer className="flex flex-wrap items-center justify-between gap-x-6 border-t border-rule py-4 text-sm">
        <LanguageSwitch t={t} language={language} here={here} />
        <LegalLinks t={t} kinds={legal} />
      </footer>
    </div>
  );
}

function LegalLinks({ t, kinds }: { t: Translator; kinds: Props["legal"] }) {
  if (kinds.length === 0) return null;
  return (
    <nav aria-label={t("consents.nav")} className="flex flex-wrap gap-x-5">
      {kinds.map((kind) => (
        <a key={kind} href={`/${kind}`} className="tall-link">
          {t(`consents.${kind}.title`)}
        </a>
      ))}
    </nav>
  );
}

const MENU_ITEM = "tall-link text-ink no-underline hover:underline";

function MenuLink({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} className={MENU_ITEM}>
      {text}
    </a>
  );
}
