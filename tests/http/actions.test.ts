import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RouteKind, routes } from "@/core/access/routes";
import { keyOf } from "@/core/identities/list-ways";
import { makeSecrets } from "@/core/security/secrets";
import { hashToken, newToken } from "@/core/security/token";
import { newAuthenticatorSecret, sealSecret } from "@/core/staff/one-time-code";
import { insertConversation } from "@/db/queries/conversations";
import { insertCustomer } from "@/db/queries/customers";
import { insertFormVersion } from "@/db/queries/form-versions";
import { insertIdentity } from "@/db/queries/identities";
import { claimImportKeys, insertImport, insertImportPiece, updateImport } from "@/db/queries/imports";
import { insertTemplate, storeLogo } from "@/db/queries/mail-templates";
import { insertMail } from "@/db/queries/mails";
import { insertCode } from "@/db/queries/partner-code-room";
import { insertSameAddress } from "@/db/queries/same-address";
import { storeWaitingTotp } from "@/db/queries/second-factor";
import { insertSession } from "@/db/queries/sessions";
import { raiseSettingsVersion } from "@/db/queries/settings";
import { insertStaff } from "@/db/queries/staff";
import { insertUserType } from "@/db/queries/user-types";
import { makeInvited } from "@/tests/support/activation";
import { type BuiltAction, builtActions } from "@/tests/support/built";
import { type ClosedShop, startClosedShop } from "@/tests/support/closed-shop";
import { connectionTexts } from "@/tests/support/connection-texts";
import { changeConnections, connect } from "@/tests/support/connections";
import { CHEAP_HASH } from "@/tests/support/context";
import { ownField, withFields } from "@/tests/support/fields";
import { fingerprint } from "@/tests/support/fingerprint";
import { makeMailbox } from "@/tests/support/inbound";
import { codeIn } from "@/tests/support/mail-sink";
import {
  freshEmail,
  freshOperator,
  freshPassword,
  type MadeAccount,
  makeAccount,
  makeNumberAccount,
  makeStaff,
} from "@/tests/support/make";
import { makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { makeOrder } from "@/tests/support/make-shop";
import { TEST_SECRET } from "@/tests/support/product";
import { codeOf } from "@/tests/support/second-factor";
import { changeSettings } from "@/tests/support/settings";
import { type StaffVisitor, signInStaff } from "@/tests/support/staff";
import { sourceOf } from "@/tests/support/templates";
import { type Answer, readForm, type Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let shop: ClosedShop;
let customer: Visitor;
let admin: Visitor;
let other: MadeAccount;
let leaver: Visitor;
/** Administers a company with another administrator, a buyer, and somebody who asks to be let in. */
let boss: Visitor;
let buyer: MadeAccount;
/** Is offered to ask a company to be let in. */
let asker: Visitor;
/** Registered by a code and has chosen no password yet. */
let without: Visitor;
let leaving: MadeAccount;
let unwanted: MadeAccount;
let numbered: MadeAccount;
let byNumber: Visitor;
let mailId: string;
let imapBox: string;
let earlier = 0;
let webhookBox: string;
let spareBox: string;
/** Somebody who signed in without having accepted a text that was withdrawn since. */
let asked: Visitor;
let invited: { id: string; number: string };
let imports: Awaited<ReturnType<typeof insertImports>>;
let invitedId: string;
let colleagueId: string;
/** Agents who look after their own second factor: one has none, the other's waits to be confirmed. */
let beginner: StaffVisitor;
let keeper: StaffVisitor;
/** A company, one of the same kind to merge with it, and somebody who is in none. */
let firm: { id: string; twin: string; joiner: string };
/** A partner with one code. */
let partnerId: string;
/** A conversation that somebody else looks after, and a customer with whom there is none yet. */
let talk: { id: string; silent: string };
/** User types that nobody has. */
let unusedTypeId: string;
let readerTypeId: string;
let spareTypeId: string;
/** And one who is signed in in two browsers. */
let twice: StaffVisitor;
const authenticator = newAuthenticatorSecret();
const secrets = makeSecrets([TEST_SECRET]);

beforeAll(async () => {
  shop = await startClosedShop();
  customer = shop.visitor();
  await shop.signIn(customer);
  admin = (await signInStaff(shop.product)).visitor;
  // Nobody answers there: a look at them finds that out at once.
  const away = { ...connectionTexts.oidc, issuer: "http://localhost:9" };
  await connect(
    shop.product,
    { id: "oidc-work", texts: { ...away, label: "Sign in at work" }, isEnabled: false },
    { id: "ldap-house", provider: "ldap", texts: { ...connectionTexts.ldap, url: "ldaps://localhost:9" }, isEnabled: false },
    { id: "oidc-mine", texts: away },
    { id: "oidc-more", texts: away },
  );
  await insertIdentity(shop.database.db, { ...mine, accountId: shop.account.accountId, kind: "oidc" });
  other = await makeAccount({ db: shop.database.db, hash: CHEAP_HASH });
  invited = await makeInvited({ db: shop.database.db });
  const contact = (await makeStaff({ db: shop.database.db })).staffId;
  talk = {
    id: (await insertConversation(shop.database.db, { customerId: other.customerId, staffId: contact })) ?? "",
    silent: (await makeAccount({ db: shop.database.db, hash: CHEAP_HASH })).number,
  };
  const pet = ownField({ key: "house_pet", label: "House pet", rules: { form: "later" } });
  const making = { db: shop.database.db, hash: CHEAP_HASH };
  const { companyId } = await makeCompany(making, { name: "Firm" });
  await putIntoCompany(making, companyId, (await makeAccount(making, { firstName: "Bea" })).customerId);
  const twin = await makeCompany(making, { name: "Firm again", types: [] });
  firm = { id: companyId, twin: twin.companyId, joiner: (await makeAccount(making)).number };
  partnerId = (await makeCompany(making, { kind: "partner", types: [] })).companyId;
  const code = { companyId: partnerId, codeHash: "of a code", hint: "XYZ", isChosen: false };
  await insertCode(shop.database.db, { ...code, userTypeId: null, maxUses: null, lastDay: null });
  unusedTypeId = await insertUserType(shop.database.db, { name: "Observer", permissions: ["orders.see"] });
  spareTypeId = await insertUserType(shop.database.db, { name: "Spare", permissions: ["orders.see"] });
  await insertFormVersion(shop.database.db, { version: 1, fields: withFields(pet), staffId: null, restoredFrom: null });
  await raiseSettingsVersion(shop.database.db);
  const { db } = shop.database;
  const [kept, , another] = [await guest("KEPT1"), await guest("MERGED1"), await guest("OTHER1")];
  await makeOrder({ db }, { customerId: another, email: "a@example.com" }, { number: "ORDER1" });
  await insertSameAddress(db, { customerId: another, joinedId: kept });
  // A sending to many whose next turn is far away, so that it can be stopped.
  await shop.database.sql`with one as (
    insert into activation_batches (staff_id, total, next_at) select id, 1, now() + interval '1 hour' from staff limit 1 returning id)
    insert into activation_batch_customers (batch_id, customer_id) select one.id, ${invited.id}::uuid from one`;
  const session = { tokenHash: hashToken(newToken()), accountId: other.accountId, method: "password", maxAgeSeconds: 3600 };
  await insertSession(shop.database.db, { ...session, idToken: null, address: null, userAgent: null });
  const elsewhere = { ...session, tokenHash: hashToken(newToken()), accountId: shop.account.accountId };
  await insertSession(shop.database.db, { ...elsewhere, idToken: null, address: null, userAgent: null });
  leaving = await makeAccount({ db: shop.database.db, hash: CHEAP_HASH });
  unwanted = await makeAccount({ db: shop.database.db, hash: CHEAP_HASH });
  boss = shop.visitor();
  const team = await makeCompany(
    { db: shop.database.db, hash: CHEAP_HASH },
    { types: ["Administrator", "Administrator", "Buyer"] },
  );
  const [own, , third] = team.people;
  if (!own || !third) throw new Error("no company was made");
  buyer = third;
  await boss.submit(await boss.ask("/sign-in"), "Sign in", { identifier: own.email, password: own.password });
  const asking = await makeAccount({ db: shop.database.db, hash: CHEAP_HASH });
  await shop.database
    .sql`insert into company_requests (customer_id, company_id) values (${asking.customerId}, ${team.companyId})`;
  const offered = await makeAccount({ db: shop.database.db, hash: CHEAP_HASH });
  asker = shop.visitor();
  await asker.submit(await asker.ask("/sign-in"), "Sign in", { identifier: offered.email, password: offered.password });
  const taking = await makeCompany({ db: shop.database.db, hash: CHEAP_HASH }, { name: "Taking Ltd", types: [] });
  await shop.database.sql`update companies set takes_requests = true where id = ${taking.companyId}`;
  await shop.database
    .sql`insert into company_requests (customer_id, company_id, asked_at) values (${offered.customerId}, ${taking.companyId}, null)`;
  readerTypeId = await typeNamed(shop.database, "Reader");
  leaver = shop.visitor();
  await leaver.submit(await leaver.ask("/sign-in"), "Sign in", { identifier: leaving.email, password: leaving.password });
  const reader = await makeAccount({ db: shop.database.db, hash: CHEAP_HASH });
  asked = shop.visitor();
  await asked.submit(await asked.ask("/sign-in"), "Sign in", { identifier: reader.email, password: reader.password });
  await shop.database.sql`update sessions set asks_consent = true where account_id = ${reader.accountId}`;
  const registered = await makeAccount({ db: shop.database.db, hash: CHEAP_HASH });
  without = shop.visitor();
  await without.submit(await without.ask("/sign-in"), "Sign in", { identifier: registered.email, password: registered.password });
  await shop.database.sql`delete from passwords where account_id = ${registered.accountId}`;
  beginner = await signInStaff(shop.product, "agent");
  keeper = await signInStaff(shop.product, "agent");
  twice = await signInStaff(shop.product, "agent");
  await freshOperator(shop.database, twice.staffId);
  await storeWaitingTotp(shop.database.db, keeper.staffId, sealSecret({ secrets }, authenticator));
  colleagueId = (await makeStaff({ db: shop.database.db }, { role: "agent" })).staffId;
  const sealed = sealSecret({ secrets }, authenticator);
  await shop.database.sql`update staff set withheld = '{mail.read}' where id = ${colleagueId}`;
  await shop.database.sql`insert into staff_totp (staff_id, secret, confirmed_at) values (${colleagueId}, ${sealed}, now())`;
  const newcomer = { name: "Ina Invited", email: "ina@example.com", emailKey: "ina@example.com", role: "agent" } as const;
  invitedId = (await insertStaff(shop.database.db, newcomer)) ?? "";
  numbered = await makeNumberAccount({ db: shop.database.db, hash: CHEAP_HASH });
  byNumber = shop.visitor();
  await byNumber.submit(await byNumber.ask("/sign-in"), "Sign in", { identifier: numbered.number, password: numbered.password });
  const facts = { name: "Ann" };
  const to = { toEmail: "ann@example.com", toName: "Ann", customerId: null };
  const mail = { message: "password-changed", language: "en", ...to, facts, secrets: null, codeExpiresInSeconds: null };
  mailId = await insertMail(shop.database.db, mail);
  await shop.database.sql`update mails set state = 'failed' where id = ${mailId}`;
  // Read by nobody: what is crawled must not change by itself.
  const off = { isEnabled: false, kind: "imap", host: "127.0.0.1", port: 9, security: "none", userName: "x" } as const;
  imapBox = (await makeMailbox(shop.database, off)).id;
  webhookBox = (await makeMailbox(shop.database, { isEnabled: false })).id;
  spareBox = (await makeMailbox(shop.database, { isEnabled: false })).id;
  await changeSettings(shop.product, { "mail.sender": "shop@mail.example" });
  for (const subject of ["First", "Second"]) {
    const source = await sourceOf("reset-password", { subject });
    const { id: savedBy } = await findStaffId();
    const id = await insertTemplate(shop.database.db, {
      ...source,
      textBody: null,
      message: "reset-password",
      language: "en",
      savedBy,
    });
    earlier ||= id;
  }
  await storeLogo(shop.database.db, {
    contentType: "image/png",
    content: Buffer.from("a picture"),
    savedBy: (await findStaffId()).id,
  });
  await shop.database.sql`insert into dkim_keys (domain, selector, public_key, private_key, is_signing)
    values ('mail.example', 'foyer-1', 'AAAA', 'sealed with no key of this shop', true)`;
  await shop.database
    .sql`insert into pending_registrations (flow, browser_hash, email, email_key, language, support_code, expires_at)
    values ('form', 'a browser', 'una@example.com', 'una@example.com', 'en', 'ABCD-2345', now() + interval '1 day')`;
  for (const email of ["held.one@example.com", "held.two@example.com"]) {
    await shop.database
      .sql`insert into pending_registrations (flow, email, email_key, first_name, last_name, language, support_code, expires_at, proven_at)
      values ('form', ${email}, ${email}, 'Hera', 'Held', 'en', 'HELD-2345', now() + interval '1 day', now())`;
  }
  imports = await insertImports();
  const imported = await makeInvited({ db: shop.database.db });
  await claimImportKeys(shop.database.db, imports.done, [{ key: `number ${imported.number}`, line: 2 }]);
});
beforeEach(async () => {
  const onTheirWay = () => shop.database.sql`select 1 from mails where state in ('queued', 'sending')`;
  const underWay = () => shop.database.sql`
    select 1 from activation_batches where finished_at is null and stopped_at is null and next_at < now() + interval '10 minutes'`;
  const worked = () => shop.database.sql`select 1 from pgboss.job where name = 'work-import' and state < 'completed'`;
  const isQuiet = async () => (await underWay()).length + (await onTheirWay()).length + (await worked()).length === 0;
  await waitFor(isQuiet, "all mail to have left and no import to be worked");
});
afterAll(() => shop.end());

async function guest(number: string): Promise<string> {
  const person = { firstName: "Grete", lastName: "Gast", email: null, emailKey: null, origin: "guest" } as const;
  return (await insertCustomer(shop.database.db, { ...person, number: { printed: number, key: number } })).id;
}

const actions = builtActions();
const kinds = new Map<string, RouteKind>(Object.entries(routes));
const ownRoute = ({ routes: [first = ""] }: BuiltAction) => first;
/** Drawn for guests only, whom this shop does not let so far. */
const OF_GUESTS = ["registerFromOrderAction"];
const isProtected = (action: BuiltAction) =>
  !OF_GUESTS.includes(action.name) && !/^(sign-in|local-door|staff-door)$/.test(kinds.get(ownRoute(action)) ?? "");

const nextPassword = freshPassword();
const newestMail = (subject: RegExp) => {
  const mail = shop.product.mail.mails.findLast((one) => subject.test(one.subject));
  if (!mail) throw new Error(`no mail like ${subject}`);
  return mail;
};
const address = { firstName: "Ann", lastName: "Archer", street: "Weg 1", postcode: "10969", city: "Berlin", country: "DE" };

const mine = { connection: "oidc-mine", subject: "ann" };

/** How each protected action is really used: by whom, on which page, with which button and what typed. */
type Use = { who: () => Visitor; path: () => string; button: string; fields: () => Record<string, string> };
const use = (who: () => Visitor, path: () => string, button: string, fields: () => Record<string, string> = () => ({})): Use => ({
  who,
  path,
  button,
  fields,
});
async function findStaffId(): Promise<{ id: string }> {
  const [found] = await shop.database.sql<{ id: string }[]>`select id from staff limit 1`;
  if (!found) throw new Error("there is no staff");
  return found;
}

const INVITED = freshEmail("nora");
const USES: Record<string, Use> = {
  editOwnCompanyAction: use(
    () => boss,
    () => "/account/company",
    "Save details",
    () => ({ companyName: "Acme Works" }),
  ),
  inviteColleagueAction: use(
    () => boss,
    () => "/account/company",
    "Send invitation",
    () => ({ email: INVITED, userType: readerTypeId }),
  ),
  changeInvitationAction: use(
    () => boss,
    () => "/account/company",
    `Withdraw to ${INVITED}`,
  ),
  changeUserTypeAction: use(
    () => boss,
    () => "/account/company",
    "Change user type of Ann Archer",
    () => ({ person: buyer.customerId, userType: readerTypeId }),
  ),
  changeColleagueAction: use(
    () => boss,
    () => "/account/company",
    "Deactivate Ann Archer",
    () => ({ person: buyer.customerId }),
  ),
  saveAddressAction: use(
    () => boss,
    () => "/account/company",
    "Add address",
    () => ({ label: "Depot", name: "Acme", street: "Weg 1", postcode: "10969", city: "Berlin", country: "DE" }),
  ),
  removeAddressAction: use(
    () => boss,
    () => "/account/company",
    "Remove Depot",
  ),
  decideRequestAction: use(
    () => boss,
    () => "/account/company",
    "Accept Ann Archer",
    () => ({ userType: readerTypeId }),
  ),
  askToJoinAction: use(
    () => asker,
    () => "/account",
    "Ask to join Taking Ltd",
  ),
  leaveCompanyAction: use(
    () => boss,
    () => "/account/company",
    "Leave the company",
  ),
  choosePasswordAction: use(
    () => without,
    () => "/account/security",
    "Set password",
    () => ({ newPassword: freshPassword() }),
  ),
  endOwnSessionsAction: use(
    () => customer,
    () => "/account/security",
    "Sign out everywhere else",
  ),
  addToCartAction: use(
    () => customer,
    () => "/products/astrolabe",
    "Add to cart",
    () => ({ quantity: "3" }),
  ),
  changeQuantityAction: use(
    () => customer,
    () => "/cart",
    "Update Saffron astrolabe",
    () => ({ quantity: "5" }),
  ),
  placeOrderAction: use(
    () => customer,
    () => "/checkout",
    "Place order",
    () => address,
  ),
  removeFromCartAction: use(
    () => customer,
    () => "/cart",
    "Remove Saffron astrolabe",
  ),
  claimOrderAction: use(
    () => customer,
    () => "/account/orders/claim",
    "Claim order",
    () => ({
      orderNumber: /[^/]+(?=\?)/.exec(shop.pathOf("/orders/[number]"))?.[0] ?? "",
      postcode: "10969",
    }),
  ),
  disconnectAction: use(
    () => customer,
    () => `/account/security?disconnect=${keyOf(mine.connection, mine.subject)}`,
    "Disconnect",
    () => ({ password: shop.account.password }),
  ),
  connectAction: use(
    () => customer,
    () => "/account/security?connect=oidc-more",
    "Connect",
    () => ({ password: shop.account.password }),
  ),
  changePasswordAction: use(
    () => customer,
    () => "/account/security",
    "Save",
    () => ({
      password: shop.account.password,
      newPassword: nextPassword,
    }),
  ),
  changeProfileAction: use(
    () => customer,
    () => "/account/profile",
    "Save",
    () => ({ phone: "+49 30 123456" }),
  ),
  askEmailChangeAction: use(
    () => customer,
    () => "/account/email",
    "Send confirmation",
    () => ({ email: freshEmail("other"), password: nextPassword }),
  ),
  confirmEmailCodeAction: use(
    () => customer,
    () => "/account/email?sent",
    "Confirm code",
    () => ({ code: codeIn(newestMail(/Confirm your new e-mail/)) }),
  ),
  askEmailSignInAction: use(
    () => byNumber,
    () => "/account/email-sign-in",
    "Send code",
    () => ({ password: numbered.password }),
  ),
  turnOnEmailSignInAction: use(
    () => byNumber,
    () => "/account/email-sign-in?sent",
    "Turn on e-mail sign-in",
    () => ({ code: codeIn(newestMail(/Your code/)), newPassword: freshPassword() }),
  ),
  eraseOwnAction: use(
    () => leaver,
    () => "/account/data",
    "Delete account and data",
    () => ({ typedNumber: leaving.number, password: leaving.password }),
  ),
  eraseCustomerAction: use(
    () => admin,
    () => `/admin/customers/${unwanted.number}`,
    "Delete for good",
    () => ({ typedNumber: unwanted.number }),
  ),
  createCustomerAction: use(
    () => admin,
    () => "/admin/customers/new",
    "Add customer",
    () => ({ firstName: "Nell", lastName: "Novak", email: freshEmail("nell") }),
  ),
  editCustomerAction: use(
    () => admin,
    () => `/admin/customers/${other.number}`,
    "Save",
    () => ({ firstName: "Otherwise" }),
  ),
  endSessionsAction: use(
    () => admin,
    () => `/admin/customers/${other.number}`,
    "End all sessions",
  ),
  mergeAction: use(
    () => admin,
    () => "/admin/customers/KEPT1/merge?with=MERGED1",
    "Merge",
  ),
  undoMergeAction: use(
    () => admin,
    () => "/admin/customers/KEPT1",
    "Undo the merge with MERGED1",
  ),
  attachOrderAction: use(
    () => admin,
    () => "/admin/customers/KEPT1",
    "Attach order",
    () => ({ orderNumber: "ORDER1" }),
  ),
  undoAttachmentAction: use(
    () => admin,
    () => "/admin/customers/KEPT1",
    "Undo order ORDER1",
  ),
  tellApartAction: use(
    () => admin,
    () => "/admin/same-address",
    "Not the same person customers KEPT1 and OTHER1",
  ),
  deactivateAccountAction: use(
    () => admin,
    () => `/admin/customers/${other.number}`,
    "Deactivate",
  ),
  reactivateAccountAction: use(
    () => admin,
    () => `/admin/customers/${other.number}`,
    "Reactivate account",
  ),
  resendUnprovenAction: use(
    () => admin,
    () => "/admin/registrations?state=waiting",
    "Send again to una@example.com",
  ),
  discardUnprovenAction: use(
    () => admin,
    () => "/admin/registrations?state=waiting",
    "Discard the registration of una@example.com",
  ),
  sendActivationAction: use(
    () => admin,
    () => `/admin/customers/${invited.number}`,
    "Send activation e-mail",
  ),
  copyActivationLinkAction: use(
    () => admin,
    () => `/admin/customers/${invited.number}`,
    "Copy activation link",
  ),
  withdrawActivationAction: use(
    () => admin,
    () => `/admin/customers/${invited.number}`,
    "Withdraw activation",
  ),
  stopManyAction: use(
    () => admin,
    () => "/admin/customers",
    "Stop the activation e-mails that wait",
  ),
  sendManyAction: use(
    () => admin,
    () => "/admin/customers",
    "Send activation e-mails to those selected",
    () => ({ [`customer.${invited.id}`]: "on" }),
  ),
  writeAction: use(
    () => customer,
    () => "/account/messages",
    "Send message",
    () => ({ text: "Good day" }),
  ),
  startConversationAction: use(
    () => admin,
    () => `/admin/customers/${talk.silent}`,
    "Write to this customer",
  ),
  answerAction: use(
    () => admin,
    () => `/admin/messages/${talk.id}`,
    "Send answer",
    () => ({ text: "Good day to you" }),
  ),
  handOverAction: use(
    () => admin,
    () => `/admin/messages/${talk.id}`,
    "Become the contact",
  ),
  retryMailAction: use(
    () => admin,
    () => `/admin/mail/${mailId}`,
    "Send again",
  ),
  addMailboxAction: use(
    () => admin,
    () => "/admin/mail/mailboxes/new?kind=webhook",
    "Save",
    () => ({ name: "Wholesale", address: "wholesale@mail.example" }),
  ),
  saveMailboxAction: use(
    () => admin,
    () => `/admin/mail/mailboxes/${imapBox}`,
    "Save",
    () => ({ name: "Help", secret: "of the mailbox" }),
  ),
  testMailboxAction: use(
    () => admin,
    () => `/admin/mail/mailboxes/${imapBox}`,
    "Test now",
  ),
  renewWebhookKeyAction: use(
    () => admin,
    () => `/admin/mail/mailboxes/${webhookBox}`,
    "Make the key",
  ),
  deleteMailboxAction: use(
    () => admin,
    () => `/admin/mail/mailboxes/${spareBox}`,
    "Delete",
  ),
  suppressAddressAction: use(
    () => admin,
    () => "/admin/mail/suppressed",
    "Suppress",
    () => ({ email: "nobody@example.com" }),
  ),
  unsuppressAddressAction: use(
    () => admin,
    () => "/admin/mail/suppressed",
    "Send to it again nobody@example.com",
  ),
  editTemplateAction: use(
    () => admin,
    () => "/admin/mail/templates/sign-in-code",
    "Save",
    () => ({ subject: "Another subject" }),
  ),
  bringBackTemplateAction: use(
    () => admin,
    () => `/admin/mail/templates/reset-password?language=en&version=${earlier}`,
    "Bring back",
  ),
  resetTemplateAction: use(
    () => admin,
    () => "/admin/mail/templates/reset-password?language=en&version=original",
    "Back to the original",
  ),
  removeLogoAction: use(
    () => admin,
    () => "/admin/mail/templates",
    "Remove the logo",
  ),
  testSendingAction: use(
    () => admin,
    () => "/admin/mail/sending",
    "Send a test",
  ),
  lookUpDkimAction: use(
    () => admin,
    () => "/admin/mail/sending",
    "Look it up",
  ),
  switchDkimAction: use(
    () => admin,
    () => "/admin/mail/sending",
    "Turn signing off",
  ),
  makeDkimKeyAction: use(
    () => admin,
    () => "/admin/mail/sending",
    "Make a new key",
  ),
  answerQuestionsAction: use(
    () => customer,
    () => "/account/questions",
    "Save",
    () => ({ "field.house_pet": "A newt" }),
  ),
  saveFieldAction: use(
    () => admin,
    () => "/admin/settings/fields?add",
    "Save",
    () => ({ "label.en": "Shoe size", type: "number" }),
  ),
  orderFieldsAction: use(
    () => admin,
    () => "/admin/settings/fields",
    "Save order",
    () => ({ order: "lastName,firstName,phone" }),
  ),
  removeFieldAction: use(
    () => admin,
    () => "/admin/settings/fields?field=house_pet",
    "Remove field",
  ),
  restoreFormAction: use(
    () => admin,
    () => "/admin/settings/fields",
    "Use this one again version 0",
  ),
  createCompanyAction: use(
    () => admin,
    () => "/admin/companies?add",
    "Add company",
    () => ({ companyName: "Fresh Ltd", number: other.number }),
  ),
  deactivateManyAction: use(
    () => admin,
    () => "/admin/companies",
    "Deactivate selected",
    () => ({ [firm.id]: "on" }),
  ),
  reactivateCompanyAction: use(
    () => admin,
    () => `/admin/companies/${firm.id}`,
    "Reactivate this company",
  ),
  editCompanyAction: use(
    () => admin,
    () => `/admin/companies/${firm.id}`,
    "Save details",
    () => ({ companyName: "Renamed Ltd" }),
  ),
  addPersonAction: use(
    () => admin,
    () => `/admin/companies/${firm.id}`,
    "Add person",
    () => ({ number: firm.joiner, userType: unusedTypeId }),
  ),
  changePersonAction: use(
    () => admin,
    () => `/admin/companies/${firm.id}`,
    "Save user type Bea Archer",
    () => ({ userType: unusedTypeId }),
  ),
  removePersonAction: use(
    () => admin,
    () => `/admin/companies/${firm.id}`,
    "Take out of the company Bea Archer",
  ),
  routeCompanyAction: use(
    () => admin,
    () => `/admin/companies/${firm.id}`,
    "Save domains",
    () => ({ domains: "firm.example" }),
  ),
  mergeCompaniesAction: use(
    () => admin,
    () => `/admin/companies/${firm.id}?with=${firm.twin}`,
    "Merge now",
  ),
  deactivateCompanyAction: use(
    () => admin,
    () => `/admin/companies/${firm.id}`,
    "Deactivate",
  ),
  createPartnerAction: use(
    () => admin,
    () => "/admin/partners?add",
    "Add partner",
    () => ({ companyName: "Fresh Partner" }),
  ),
  makePartnerCodeAction: use(
    () => admin,
    () => `/admin/partners/${partnerId}`,
    "Make code",
  ),
  withdrawPartnerCodeAction: use(
    () => admin,
    () => `/admin/partners/${partnerId}`,
    "Withdraw the code that ends with XYZ",
  ),
  saveUserTypeAction: use(
    () => admin,
    () => "/admin/settings/user-types?add",
    "Save",
    () => ({ name: "Storekeeper", "orders.see": "true" }),
  ),
  chooseDefaultTypesAction: use(
    () => admin,
    () => "/admin/settings/user-types",
    "Save defaults",
    () => ({ partners: unusedTypeId }),
  ),
  deleteUserTypeAction: use(
    () => admin,
    () => `/admin/settings/user-types?type=${spareTypeId}`,
    "Delete user type",
  ),
  saveSettingsAction: use(
    () => admin,
    () => "/admin/settings/shop",
    "Save",
    () => ({ "shop.name": "Another name" }),
  ),
  renewLinkAction: use(
    () => admin,
    () => "/admin/settings/registration",
    "Make a new link",
  ),
  addConnectionAction: use(
    () => admin,
    () => "/admin/sso/new?kind=google",
    "Save",
    () => ({ label: "Another way" }),
  ),
  moveConnectionAction: use(
    () => admin,
    () => "/admin/sso",
    "Down Sign in at work",
  ),
  testConnectionAction: use(
    () => admin,
    () => "/admin/sso/oidc-work",
    "Test connection",
  ),
  testDirectoryAction: use(
    () => admin,
    () => "/admin/sso/ldap-house",
    "Test connection",
    () => ({ identifier: "ann", password: "whatever it is" }),
  ),
  saveConnectionAction: use(
    () => admin,
    () => "/admin/sso/oidc-work",
    "Save",
    () => ({ label: "Sign in elsewhere" }),
  ),
  checkImportAction: use(
    () => admin,
    () => `/admin/import/${imports.uploaded}`,
    "Start the dry run",
  ),
  runImportAction: use(
    () => admin,
    () => `/admin/import/${imports.checked}`,
    "Start the import",
  ),
  stopImportAction: use(
    () => admin,
    () => `/admin/import/${imports.running}`,
    "Stop",
  ),
  resumeImportAction: use(
    () => admin,
    () => `/admin/import/${imports.stopped}`,
    "Go on",
  ),
  sendToImportedAction: use(
    () => admin,
    () => `/admin/import/${imports.done}`,
    "Send activation e-mails",
  ),
  discardImportAction: use(
    () => admin,
    () => `/admin/import/${imports.done}`,
    "Delete this import",
  ),
  inviteStaffAction: use(
    () => admin,
    () => "/admin/staff",
    "Send invitation",
    () => ({ name: "Nell New", email: freshEmail("nell"), role: "agent" }),
  ),
  resendInvitationAction: use(
    () => admin,
    () => `/admin/staff/${invitedId}`,
    "Send invitation again",
  ),
  withdrawInvitationAction: use(
    () => admin,
    () => `/admin/staff/${invitedId}`,
    "Withdraw",
  ),
  sendPasswordLinkAction: use(
    () => admin,
    () => `/admin/staff/${colleagueId}`,
    "Send link",
  ),
  changeRoleAction: use(
    () => admin,
    () => `/admin/staff/${colleagueId}`,
    "Make an admin",
  ),
  changePermissionsAction: use(
    () => admin,
    () => `/admin/staff/${colleagueId}`,
    "Save permissions",
    () => ({ "mail.read": "true" }),
  ),
  resetSecondFactorAction: use(
    () => admin,
    () => `/admin/staff/${colleagueId}`,
    "Reset",
  ),
  deactivateStaffAction: use(
    () => admin,
    () => `/admin/staff/${colleagueId}`,
    "Deactivate",
  ),
  reactivateStaffAction: use(
    () => admin,
    () => `/admin/staff/${colleagueId}`,
    "Let in again",
  ),
  startSecondFactorAction: use(
    () => beginner.visitor,
    () => "/admin/account/second-factor",
    "Begin",
  ),
  confirmSecondFactorAction: use(
    () => keeper.visitor,
    () => "/admin/account/second-factor",
    "Switch on",
    () => ({ code: codeOf(authenticator, -1), confirmPassword: keeper.password }),
  ),
  renewRecoveryCodesAction: use(
    () => keeper.visitor,
    () => "/admin/account/second-factor",
    "Make new codes",
    () => ({ confirmPassword: keeper.password }),
  ),
  removeSecondFactorAction: use(
    () => keeper.visitor,
    () => "/admin/account/second-factor",
    "Switch off",
    () => ({ code: codeOf(authenticator, +1), confirmPassword: keeper.password }),
  ),
  chooseStaffLanguageAction: use(
    () => admin,
    () => "/admin/account",
    "Save language",
    () => ({ language: "en" }),
  ),
  endOwnStaffSessionsAction: use(
    () => twice.visitor,
    () => "/admin/account",
    "Sign out everywhere else",
  ),
  changeStaffPasswordAction: use(
    () => beginner.visitor,
    () => "/admin/account",
    "Change password",
    () => ({ newPassword: nextPassword, confirmPassword: beginner.password }),
  ),
  deleteConnectionAction: use(
    () => admin,
    () => "/admin/sso/ldap-house",
    "Delete connection",
  ),
  acceptConsentsAction: use(
    () => asked,
    () => "/consents",
    "Continue",
  ),
  refuseAction: use(
    () => admin,
    () => "/admin/approvals",
    "Refuse held.one@example.com",
    () => ({ reason: "We do not know you." }),
  ),
  approveAction: use(
    () => admin,
    () => "/admin/approvals",
    "Approve held.two@example.com",
  ),
  // Last: from here on whoever signs in is asked.
  publishLegalAction: use(
    () => admin,
    () => "/admin/settings/legal",
    "Publish",
    () => ({ "text.en": "# Terms", "text.es": "" }),
  ),
  withdrawLegalAction: use(
    () => admin,
    () => "/admin/settings/legal",
    "Withdraw this text Terms and conditions",
  ),
};

const SHOWN_ONCE = new Set(["copyActivationLinkAction", "makePartnerCodeAction", "renewWebhookKeyAction"]);
/** Where what was done leads: a copied link, a new code and a new key are told on the page itself, once; everything else leads to a page. */
const leadsTo = (name: string): RegExp => (SHOWN_ONCE.has(name) ? /^undefined$/ : /^\//);
/** An import in each state that has a button. None has a job: they stay as they are. */
async function insertImports() {
  const states = { uploaded: "uploaded", checked: "checked", running: "running", stopped: "stopped", done: "done" } as const;
  const { staffId } = await makeStaff(shop.database);
  const made = Object.entries(states).map(async ([name, state]) => {
    const id = await insertImport(shop.database.db, { kind: "customers", fileName: "file.csv", staffId });
    await insertImportPiece(shop.database.db, id, 0, JSON.stringify([[2, ["K1", "Ann"]]]));
    const read = { columns: ["number", "name"], mapping: { number: 0, lastName: 1 }, rows: 1, pieces: 1 };
    await updateImport(shop.database.db, id, { ...read, state, created: state === "uploaded" ? 0 : 1 });
    return [name, id] as const;
  });
  const ids = new Map(await Promise.all(made));
  const idOf = (name: keyof typeof states) => ids.get(name) ?? "";
  return {
    uploaded: idOf("uploaded"),
    checked: idOf("checked"),
    running: idOf("running"),
    stopped: idOf("stopped"),
    done: idOf("done"),
  };
}
/** A form as a page's script posts it: the form's state, then the form, in React's own encoding. */
function asScript(data: FormData): FormData {
  const encoded = new FormData();
  for (const [name, value] of data) if (!name.startsWith("$ACTION")) encoded.append(`_1_${name}`, value);
  encoded.append("0", JSON.stringify([{ problems: [], values: {} }, "$K1"]));
  return encoded;
}

type Sending = { to: string; id: string; data: FormData; headers?: Record<string, string> };

async function send(who: Visitor, { to, id, data, headers = {} }: Sending): Promise<Answer> {
  const encoded = new Response(asScript(data));
  const own = { "next-action": id, accept: "text/x-component", "content-type": encoded.headers.get("content-type") ?? "" };
  return who.ask(to, { method: "POST", headers: { ...own, ...headers }, body: Buffer.from(await encoded.arrayBuffer()) });
}

async function filledIn({ who, path, button, fields }: Use): Promise<FormData> {
  if (/cart|checkout/.test(path()))
    await customer.submit(await customer.ask(shop.pathOf("/products/[slug]")), "Add to cart", { quantity: "1" });
  const { data } = readForm(await who().ask(path()), button);
  for (const [name, value] of Object.entries(fields())) data.set(name, value);
  return data;
}

const FOREIGN: Record<string, string>[] = [
  { origin: "https://evil.test" },
  { origin: "null" },
  { origin: "" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "none" },
];

test("T-F4: there is a way to use every protected action here, and each belongs to one page", () => {
  expect(actions.length).toBeGreaterThan(15);
  expect(
    actions
      .filter(isProtected)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(USES).sort());
  expect(actions.filter((action) => action.routes.length !== 1 || !kinds.has(ownRoute(action)))).toEqual([]);
});

describe.each(Object.entries(USES))("%s", (name, entry) => {
  const action = actions.find((one) => one.name === name) ?? { id: "", name, routes: [] };

  test("T-F4, T-K10: without a session, with another kind's, or from another site nothing happens; for whom it is made, it does", async () => {
    const { id } = action;
    const to = entry.path();
    const data = await filledIn(entry);
    const before = await fingerprint(shop.database);
    const other = [customer, leaver, boss, byNumber, without, asked, asker].includes(entry.who()) ? admin : customer;

    for (const who of [shop.visitor(), other]) {
      const refused = await send(who, { to, id, data });
      expect(refused.status).toBe(401);
      expect(refused.headers["set-cookie"]).toBeUndefined();
      expect(refused.body).not.toMatch(/Saffron|Quincewood/);
      expect((await send(who, { to: "/signed-out", id, data })).status, "at a page that has no such action").toBe(409);
      expect((await send(who, { to, id, data, headers: { "x-action-forwarded": "1" } })).status).toBe(409);
    }
    for (const headers of FOREIGN) {
      const refused = await send(entry.who(), { to, id, data, headers });
      expect([headers, refused.status]).toEqual([headers, 403]);
    }
    expect((await send(entry.who(), { to: "/signed-out", id, data })).status).toBe(409);
    expect(await fingerprint(shop.database)).toEqual(before);

    const done = await send(entry.who(), { to, id, data });
    expect(String(done.headers["x-action-redirect"]), `${done.status} ${done.body.slice(0, 300)}`).toMatch(leadsTo(name));
    const isInCookie = [done.headers["set-cookie"] ?? []].flat().some((line) => line.startsWith("foyer-handshake="));
    if (!isInCookie) expect(await fingerprint(shop.database)).not.toEqual(before);
  });
});

// No to something that is not there is what there is anyway.
const leastStatus = ({ name }: BuiltAction): number => (name === "leaveAction" ? 200 : 400);

describe("T-F4: an open door's action", () => {
  test.each(actions.filter((one) => !isProtected(one)))(
    "$name does nothing for an empty form, an odd one or another site",
    async (action) => {
      const to = shop.pathOf(ownRoute(action));
      const before = await fingerprint(shop.database, ["limits"]);
      const odd = new FormData();
      for (const field of ["role", "staffId", "accountId", "token", "identifier", "__proto__"]) odd.append(field, "\u0000");
      for (const data of [new FormData(), odd]) {
        const refused = await send(shop.visitor(), { to, id: action.id, data });
        expect(refused.status).toBeGreaterThanOrEqual(leastStatus(action));
        expect(refused.status).toBeLessThan(500);
        expect([refused.headers["set-cookie"] ?? []].flat().filter((line) => /sid|staff/.test(line))).toEqual([]);
        for (const headers of FOREIGN)
          expect([headers, (await send(shop.visitor(), { to, id: action.id, data, headers })).status]).toEqual([headers, 403]);
      }
      expect(await fingerprint(shop.database, ["limits"])).toEqual(before);
    },
  );
});

test("T-F4: ids that are none, of things that are no actions, and of prototypes run nothing", async () => {
  const before = await fingerprint(shop.database);
  const some = actions[0]?.id ?? "";
  for (const id of [
    "",
    "x",
    "__proto__",
    "constructor",
    "toString",
    some.toUpperCase(),
    some.slice(1),
    `${some}0`,
    "0".repeat(42),
    newToken(),
  ]) {
    const refused = await send(shop.visitor(), { to: "/sign-in", id, data: new FormData() });
    expect([id, refused.status >= 400 && refused.status < 500]).toEqual([id, true]);
  }
  expect(await fingerprint(shop.database)).toEqual(before);
});

describe("T-K11: looking changes nothing", () => {
  // A provider that is away is noted, whoever looks, and so is who comes back from the wrong one.
  beforeAll(async () => {
    customer.cookies.delete("foyer-handshake");
    await changeConnections(shop.product, "update connections set is_enabled = false");
    const offers = async () => (await shop.visitor().ask("/sign-in")).body.includes("/sign-in/go/");
    await waitFor(async () => !(await offers()), "no way to a provider to be offered");
  });

  /** Where a page leads, by whatever it has: links, pictures, forms, redirects. */
  function ways({ page, location, path }: Answer): string[] {
    const named = page.querySelectorAll("[href], [src], [action]").flatMap((each) => {
      return ["href", "src", "action"].map((name) => each.getAttribute(name) ?? "");
    });
    const urls = [...named, location ?? ""].map((way) => new URL(way, `${shop.product.url}${path}`));
    return urls.filter(({ origin }) => origin === shop.product.url).map(({ pathname, search }) => pathname + search);
  }

  async function crawl(who: Visitor, starts: readonly string[]): Promise<Map<string, number>> {
    const seen = new Map<string, number>();
    const waiting = [...starts];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      if (seen.has(path)) continue;
      const answer = await who.ask(path);
      seen.set(path, answer.status);
      waiting.push(...ways(answer));
    }
    return seen;
  }

  test.each(["customer", "admin"] as const)(
    "however often a %s follows every link there is, with GET and HEAD",
    async (kind) => {
      const who = kind === "admin" ? admin : customer;
      const everywhere = Object.keys(routes).map((route) => shop.pathOf(route));
      const before = await fingerprint(shop.database, ["limits"]);
      const seen = await crawl(who, [kind === "admin" ? "/admin" : "/account", ...everywhere, `/admin/mail/${mailId}`]);
      for (const path of seen.keys()) await who.ask(path, { method: "HEAD" });
      expect(seen.size).toBeGreaterThan(everywhere.length);
      expect([...seen].filter(([, status]) => status >= 500)).toEqual([]);
      expect(await fingerprint(shop.database, ["limits"])).toEqual(before);
      expect((await who.ask(kind === "admin" ? "/admin" : "/account")).status, "still signed in").toBe(200);
      // As many pages as there are: minutes on a slow machine.
    },
    600_000,
  );
});
