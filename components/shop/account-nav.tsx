import { UnreadMark } from "@/components/ui/unread-mark";
import type { Translator } from "@/messages/translator";

const ROOMS = [
  ["/account", "overview"],
  ["/account/orders", "orders"],
  ["/account/profile", "profile"],
  ["/account/security", "security"],
  ["/account/company", "company"],
  ["/account/messages", "messages"],
  ["/account/data", "data"],
] as const;

/** Pages that belong to a room without lying below it. */
const WITHIN: Readonly<Record<string, string>> = {
  "/account/email": "/account/profile",
  "/account/email-sign-in": "/account/security",
};

type Props = { readonly t: Translator; readonly here: string; readonly hasCompany: boolean; readonly unread: number };

/**
 * The rooms of a customer's account; `here` is the path of this page. The company's is for who has a place in one; `unread` messages
 * stand beside theirs.
 */
export function AccountNav({ t, here, hasCompany, unread }: Props) {
  const [path = ""] = here.split("?", 1);
  const current = WITHIN[path] ?? roomOf(path);
  return (
    <nav aria-label={t("ownAccount.nav.label")} className="-mt-4 mb-8 border-b border-rule sm:-mt-6">
      <ul className="flex flex-wrap gap-x-6">
        {ROOMS.filter(([href]) => hasCompany || href !== "/account/company").map(([href, name]) => (
          <li key={href}>
            <a href={href} className="tab-link" aria-current={href === current ? "page" : undefined}>
              {t(`ownAccount.nav.${name}`)}
              {name === "messages" ? <UnreadMark t={t} count={unread} /> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const roomOf = (path: string): string =>
  ROOMS.map(([href]) => href).find((href) => href !== "/account" && (path === href || path.startsWith(`${href}/`))) ?? "/account";
