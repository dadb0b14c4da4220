import { harmless } from "@/core/mail/harmless";
import type { MessageName } from "@/core/mail/queue";
import type { mailTemplates } from "@/messages/en/mail-templates";
import type { MessageProps } from "./_message";
import { invitedToOf } from "./company-invitation";
import { companyNoticeOf } from "./company-notice";
import { waitingOf, waitingPageOf } from "./customer-wrote";
import { LONGEST_ADDRESS, LONGEST_COMPANY, orderLinesOf } from "./order-confirmation";
import { noticeOf } from "./staff-notice";

/** The name of a variable; each has a line of description in messages/. */
export type VariableName = keyof typeof mailTemplates.variables;

/** Lines of text that were made here and need no cleaning of their own. */
export type Lines = { readonly lines: readonly string[] };

/** What a variable is in one mail; null where this mail has none of it. */
export type Value = string | boolean | Lines | null;

type Facts = Readonly<Record<string, string | undefined>>;

/** How an example mail is changed: to undefined what is left out. */
export type Change = { readonly facts?: Facts; readonly secrets?: Facts };

/** Chooses between a variable's example and its place in a source. */
export type Show = (variable: VariableName, example: string) => string;

/** What opens an account, as a mail is queued with it. */
type SecretName = "link" | "code" | "firstPassword";

/** One variable of a message. */
export type Variable = {
  /** Its value, from what the mail was queued with. */
  readonly read: (of: MessageProps) => Value;
  /** Whether a mail that has it must print it. */
  readonly isMandatory: boolean;
  /** The secret that it prints, as the queue calls it, or null: what opens an account never stands in a subject. */
  readonly secret: SecretName | null;
  /** An example, under the names that facts and secrets have in the queue. */
  readonly example: (show: Show) => Change;
  /** What changes in the example where a mail has none of it, or, of a yes or no, where it is yes. */
  readonly otherwise?: (show: Show) => Change;
  /** The yes or no that holds wherever this one does. */
  readonly within?: VariableName;
};

type Of = { readonly isMandatory?: boolean; readonly isOptional?: boolean };

/** Examples of facts, which bear the names of their variables. */
const EXAMPLES = {
  number: "10482",
  kept: "10517",
  numbers: "10482, 10517",
  others: "10517",
  names: "ann@example.com, 10482",
  by: "Kim Keeper",
  name: "Nora New",
  company: "Acme Ltd",
  type: "Buyer",
  button: "Sign in with Example ID",
  buttons: "Sign in with Example ID",
  reason: "We only sell to trade customers.",
  total: "€87.50",
  address: "Ann Archer, 1 High Street, 12345 Town",
} as const satisfies Partial<Record<VariableName, string>>;

type FactName = keyof typeof EXAMPLES;

const fact = (name: FactName, { isMandatory = false, isOptional = false }: Of = {}): Variable => ({
  read: ({ facts }) => facts[name] || null,
  isMandatory,
  secret: null,
  example: (show) => ({ facts: { [name]: show(name, EXAMPLES[name]) } }),
  ...(isOptional ? { otherwise: () => ({ facts: { [name]: undefined } }) } : {}),
});

/** A fact that somebody typed who may not know the reader. */
const typed = (name: FactName, { max = 64, ...of }: Of & { readonly max?: number } = {}): Variable => ({
  ...fact(name, of),
  read: ({ facts }) => harmless(facts[name] ?? "", max) || null,
});

/** Below the shop's own address; nobody has ever been sent such a link. */
const EXAMPLE_PATH = "/an-example-that-leads-nowhere";

const link = (otherwise?: Change): Variable => ({
  read: ({ secrets }) => secrets.link ?? null,
  isMandatory: true,
  secret: "link",
  example: (show) => ({ secrets: { link: show("link", EXAMPLE_PATH) } }),
  ...(otherwise ? { otherwise: () => otherwise } : {}),
});

const code: Variable = {
  read: ({ secrets }) => secrets.code ?? null,
  isMandatory: true,
  secret: "code",
  example: (show) => ({ secrets: { code: show("code", "482915") } }),
  otherwise: () => ({ secrets: { code: undefined } }),
};

const firstPassword: Variable = {
  read: ({ facts, secrets }) => (facts.firstPassword === "generated" ? (secrets.firstPassword ?? null) : null),
  isMandatory: true,
  secret: "firstPassword",
  example: () => ({}),
  otherwise: (show) => ({
    facts: { firstPassword: "generated" },
    secrets: { firstPassword: show("first_password", "maple-otter-quiet-37"), link: undefined, code: undefined },
  }),
};

/** Yes where a fact is given, or is this one; in the example it is no. */
const flag = (name: string, value?: string, within?: VariableName): Variable => ({
  read: ({ facts }) => (value === undefined ? Boolean(facts[name]) : facts[name] === value),
  isMandatory: false,
  secret: null,
  example: () => ({}),
  otherwise: () => ({ facts: { [name]: value ?? "yes" } }),
  ...(within ? { within } : {}),
});

/** A sentence that is ready, since it depends on what happened. */
const words = (read: (of: MessageProps) => string, facts: Facts, isMandatory = false): Variable => ({
  read,
  isMandatory,
  secret: null,
  example: () => ({ facts }),
});

const lines: Variable = {
  read: (of) => ({ lines: orderLinesOf(of) }),
  isMandatory: true,
  secret: null,
  example: (show) => ({
    facts: { lines: JSON.stringify([{ name: show("lines", "Enamel kettle"), quantity: 2, price: "€87.50" }]) },
  }),
};

type Variables = Readonly<Partial<Record<VariableName, Variable>>>;

const number = fact("number", { isMandatory: true });
const names = fact("names", { isMandatory: true, isOptional: true });
const button = fact("button");
const by = fact("by");

/** What the text and the subject of a message that tells one of several things say. */
const notice = (facts: Facts, say: (of: MessageProps, part: "text" | "subject") => string): Variables => ({
  text: words((of) => say(of, "text"), facts, true),
  title: words((of) => say(of, "subject"), facts),
});

/** The variables of each message, beside those that all have. A fixed list: nothing else can be printed. */
export const variables: Readonly<Record<MessageName, Variables>> = {
  "confirm-address": { link: link(), code, code_is_password: flag("firstPassword", "code") },
  "finish-registration": { link: link(), code },
  "access-data": { link: link(), code, first_password: firstPassword },
  "address-taken": { link: link({ secrets: { link: undefined, code: undefined } }), code, names },
  "account-active": {
    number: fact("number", { isMandatory: true, isOptional: true }),
    names,
    button: fact("button", { isOptional: true }),
    is_approved: flag("approved"),
    is_invited: flag("invited"),
    link_was_copied: flag("copied"),
    lacks_password: flag("choose"),
    signs_in_by_code: flag("choose", "code", "lacks_password"),
  },
  "registration-waiting": {},
  "registration-refused": { reason: fact("reason", { isMandatory: true, isOptional: true }) },
  "activate-account": {
    link: link(),
    number,
    lasts: words(({ t, facts }) => t("mails.activateAccount.lasts", { hours: Number(facts.hours) }), { hours: "72" }),
  },
  "confirm-activation-address": { code, has_account: flag("taken") },
  "sign-in-code": { code },
  "code-without-account": {},
  "reset-password": { link: link(), code, names, others: fact("others", { isMandatory: true, isOptional: true }) },
  "reset-without-account": {},
  "password-changed": {},
  "confirm-identity": { code, button, has_account: flag("account") },
  "identity-connected": { button },
  "identity-disconnected": { button },
  "sign-in-by-provider": { buttons: fact("buttons", { isMandatory: true, isOptional: true }) },
  "contact-changed": { links_stay: flag("links", "stay") },
  "confirm-new-address": { link: link(), code, number },
  "email-changed": { link: link({ secrets: { link: undefined } }) },
  "email-restored": {},
  "account-erased": {},
  "account-merged": { number, kept: fact("kept", { isMandatory: true }) },
  "account-reopened": { number },
  "confirm-email-sign-in": { code, number },
  "email-sign-in-on": { number, names },
  "customer-numbers": { numbers: fact("numbers", { isMandatory: true }) },
  "order-confirmation": {
    link: link(),
    number,
    lines,
    total: fact("total", { isMandatory: true }),
    company: typed("company", { isOptional: true, max: LONGEST_COMPANY }),
    address: typed("address", { isOptional: true, max: LONGEST_ADDRESS }),
  },
  "new-message": {
    said: {
      read: ({ facts }) => (facts.text ? { lines: facts.text.split("\n") } : null),
      isMandatory: true,
      secret: null,
      example: (show) => ({ facts: { text: show("said", "Your order leaves tomorrow.") } }),
      otherwise: () => ({ facts: { text: undefined } }),
    },
    name: fact("name", { isOptional: true }),
    can_answer: flag("canAnswer", "yes"),
    lacks_account: flag("portal", "no"),
  },
  "customer-wrote": {
    text: words(waitingOf, {}, true),
    page: words(waitingPageOf, {}, true),
    name: fact("name"),
    number: fact("number"),
  },
  "seat-free": {
    link: link(),
    lasts: words(({ t, facts }) => t("mails.seatFree.lasts", { hours: Number(facts.hours) }), { hours: "24" }),
  },
  "company-invitation": {
    link: link(),
    company: typed("company"),
    by: typed("by"),
    type: typed("type", { isOptional: true }),
    may: words(invitedToOf, { may: "orders.see orders.place" }),
  },
  "company-notice": {
    ...notice({ notice: "joined" }, ({ t, shop, facts }, part) => {
      const [company, type, name] = [facts.company, facts.type, facts.name].map((one) => harmless(one ?? ""));
      const known = { company: company ?? "", type: type ?? "", name: name ?? "" };
      return t(`mails.companyNotice.${companyNoticeOf(facts)}.${part}`, { shop: shop.name, ...known });
    }),
    company: typed("company"),
    name: typed("name"),
    type: typed("type"),
  },
  "staff-invitation": {
    link: link(),
    by,
    role: words(({ t, facts }) => t(`mails.staffInvitation.role.${facts.role === "admin" ? "admin" : "agent"}`), {
      role: "agent",
    }),
  },
  "staff-password-link": { link: link(), by },
  "staff-notice": notice({ event: "passwordChanged" }, ({ t, shop, facts }, part) =>
    t(`mails.staffNotice.${noticeOf(facts)}.${part}`, { shop: shop.name }),
  ),
  "message-received": {
    link: link(),
    lasts: words(({ t, facts }) => t("mails.messageReceived.lasts", { hours: Number(facts.hours) }), { hours: "72" }),
  },
  "template-test": {},
};

/** Which secrets a message prints, in HTML and text. Throws if there is none of this name. */
export function secretsOf(message: string): readonly SecretName[] {
  const own = Object.entries(variables).find(([known]) => known === message)?.[1];
  if (!own) throw new Error(`no message ${message}`);
  return Object.values(own).flatMap(({ secret }) => secret ?? []);
}
