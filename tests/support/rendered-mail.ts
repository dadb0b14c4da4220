import type { RenderInput } from "@/emails/_props";
import { messages, renderMessage } from "@/emails/_registry";

/** Where every link of a rendered mail must lead. */
export const ORIGIN = "https://shop.example";
/** A link as callers make them. */
export const ANY_LINK = `${ORIGIN}/confirm/tXk2vQ9-eR_7mA1bC3dE5fG7hJ9kL1nP3rS5uV7wX9z`;
/** A code as callers make them. */
export const ANY_CODE = "048215";

/** Every message there is. */
export const messageNames = Object.keys(messages);

/** Whether there is such a message. */
export const isMessageName = (name: string): boolean => messageNames.includes(name);

/** Facts that fit every message. */
export const FACTS = {
  names: "ann@example.com, 10001",
  number: "50001",
  kept: "50002",
  hours: "72",
  by: "Kim Keeper",
  role: "agent",
  event: "passwordChanged",
  company: "Acme Ltd",
  notice: "joined",
  name: "Nora New",
  type: "Buyer",
  may: "orders.see orders.place",
  text: "The kettle whistles.\nLoudly.",
  button: "Sign in with Quiet ID",
  buttons: "Sign in with Quiet ID, Sign in with Other ID",
  total: "€78.00",
  address: "Ann Archer, 1 High Street, 12345 Town",
  lines: JSON.stringify([
    { name: "Enamel kettle", quantity: 2, price: "€78.00" },
    { name: "Beeswax candle", quantity: 1, price: "€9.50" },
  ]),
};

const PRINTED: Readonly<Record<string, readonly string[]>> = {
  "reset-password": [FACTS.names],
  "address-taken": [FACTS.names],
  "account-active": [FACTS.names, FACTS.number],
  "activate-account": [FACTS.number, FACTS.hours],
  "message-received": [FACTS.hours],
  "confirm-identity": [FACTS.button],
  "identity-connected": [FACTS.button],
  "identity-disconnected": [FACTS.button],
  "sign-in-by-provider": [FACTS.buttons],
  "company-invitation": [FACTS.by, FACTS.company, FACTS.type],
  "company-notice": [FACTS.company, FACTS.name],
  "new-message": [FACTS.name, FACTS.text],
  "customer-wrote": [FACTS.name, FACTS.number],
  "staff-invitation": [FACTS.by],
  "staff-password-link": [FACTS.by],
  "account-merged": [FACTS.number, FACTS.kept],
  "account-reopened": [FACTS.number],
  "order-confirmation": [
    FACTS.number,
    FACTS.company,
    FACTS.total,
    FACTS.address,
    "2 × Enamel kettle",
    "1 × Beeswax candle",
    "€9.50",
  ],
};

/** What a message's text part must say of the facts it was given. */
export const textNamesOf = (name: string): readonly string[] => PRINTED[name] ?? [];

/** Renders a message as the queue would have it, with some things changed. */
export const rendered = (name: string, changed: Partial<RenderInput> = {}) =>
  renderMessage(name, {
    language: "en",
    shop: { name: "Quiet Goods", color: "#1f5c4d" },
    origin: ORIGIN,
    to: { email: "ann@example.com", name: "Ann Archer" },
    secrets: { link: ANY_LINK, code: ANY_CODE },
    ...changed,
    facts: { ...FACTS, ...changed.facts },
  });
