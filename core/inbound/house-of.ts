import { domainOf } from "@/core/customers/email-address";

/** Where everybody may have a mailbox: these names say nothing of who writes. */
const SHARED: ReadonlySet<string> = new Set(
  `163.com aol.com comcast.net freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.es gmx.net googlemail.com hey.com hotmail.co.uk
  hotmail.com hotmail.es hotmail.fr icloud.com laposte.net libero.it live.com mac.com mail.com mail.ru mailbox.org me.com msn.com orange.fr
  outlook.com outlook.de outlook.es outlook.fr posteo.de proton.me protonmail.com qq.com t-online.de tutanota.com web.de yahoo.co.uk
  yahoo.com yahoo.de yahoo.es yahoo.fr yandex.com yandex.ru ymail.com`.split(/\s+/),
);
/** Below the name of a country these are nobody's own. */
const UNDER_COUNTRIES: ReadonlySet<string> = new Set("ac co com edu gob gov ltd me ne net nom or org plc sch".split(" "));

/**
 * The domain that whoever writes from an address has to themselves, as far as its name tells: the one that is registered, since below it
 * they have as many as they like. `isShared`: many who do not know each other write from there.
 */
export function houseOf(address: string): { readonly domain: string; readonly isShared: boolean } {
  const labels = domainOf(address).toLowerCase().split(".");
  const [second = "", country = ""] = labels.slice(-2);
  const domain = labels.slice(country.length === 2 && UNDER_COUNTRIES.has(second) ? -3 : -2).join(".");
  return { domain, isShared: SHARED.has(domain) };
}
