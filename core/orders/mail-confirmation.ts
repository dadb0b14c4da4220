import type { Ctx, Language } from "@/core/ctx";
import { queueMail } from "@/core/mail/queue";
import type { Cart } from "@/core/shop/cart";
import { countryName } from "@/core/shop/countries";
import { money } from "@/core/shop/money";

/** Who has ordered, and what they typed at the checkout. */
type Buyer = {
  readonly name: string;
  /** In whose name they ordered, where that is a company's. */
  readonly company: string | null;
} & Readonly<Record<"recipient" | "street" | "postcode" | "city" | "country", string>>;

type Confirming = {
  /** The order as it was placed; `key` opens its page. */
  readonly order: { readonly number: string; readonly key: string };
  readonly cart: Cart;
  readonly email: string;
  readonly customerId: string;
  /** Null where the mailbox is not proven to be the buyer's: nothing that they typed goes there (T-M7). */
  readonly buyer: Buyer | null;
};

/** Queues the confirmation of an order that was just placed, in the open transaction. Its link is a secret of the mailbox. */
export async function mailConfirmation(
  tx: Pick<Ctx, "db" | "secrets" | "origin" | "request">,
  { order: { number, key }, cart, email, customerId, buyer }: Confirming,
): Promise<void> {
  const { language } = tx.request;
  const lines = cart.lines.map(({ quantity, product, amountCents }) => ({
    name: product.name,
    quantity,
    price: money(language, amountCents),
  }));
  await queueMail(tx, {
    message: "order-confirmation",
    to: { email, ...(buyer ? { name: buyer.name } : {}) },
    language,
    customerId,
    facts: {
      number,
      total: money(language, cart.totalCents),
      lines: JSON.stringify(lines),
      ...(buyer ? factsOf(language, buyer) : {}),
    },
    secrets: { link: `${tx.origin}/orders/${number}?key=${key}` },
  });
}

function factsOf(language: Language, { name, company, recipient, street, postcode, city, country }: Buyer) {
  const to = recipient === "" ? [] : [recipient];
  const address = [...to, street, `${postcode} ${city}`, countryName(language, country)].join(", ");
  return { name, address, ...(company === null ? {} : { company }) };
}
