import { Fact, Facts } from "@/components/admin/facts";
import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import type { Language } from "@/core/ctx";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { deactivateAccountAction, reactivateAccountAction } from "./account-action";
import { SuppressedNote } from "./suppressed-note";

type Account = NonNullable<OpenedCustomer["account"]>;
type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly number: string;
  readonly account: Account;
  /** Whether this staff member may shut and open it. */
  readonly mayEdit: boolean;
  readonly suppressed: OpenedCustomer["suppressed"];
  readonly mayLook: boolean;
};

/** A customer's account: its state, what signs in to it, and the button that shuts or opens it. */
export function AccountPart({ t, language, number, account, mayEdit, suppressed, mayLook }: Props) {
  return (
    <Part title={t("adminCustomers.detail.account.title")} id="account">
      <AccountFacts t={t} language={language} account={account} />
      <SuppressedNote t={t} suppressed={suppressed} mayLook={mayLook} />
      {mayEdit ? <Switch t={t} number={number} isDeactivated={account.deactivatedAt !== null} /> : null}
    </Part>
  );
}

function AccountFacts({ t, language, account }: { t: Translator; language: Language; account: Account }) {
  const at = (instant: Date): string => momentsIn(language)(instant).text;
  const { deactivatedAt, lastSignInAt, identities, signsInByPassword } = account;
  const isShut = deactivatedAt !== null;
  return (
    <Facts>
      <Fact name={t("adminCustomers.detail.account.state")}>
        <span className={isShut ? "font-medium text-bad" : ""}>
          {isShut
            ? t("adminCustomers.detail.account.deactivated", { at: at(deactivatedAt) })
            : t("adminCustomers.detail.account.active", { at: at(account.createdAt) })}
        </span>
      </Fact>
      <Fact name={t(signsInByPassword ? "adminCustomers.detail.account.names" : "adminCustomers.detail.account.knownAs")}>
        {account.names.map(({ kind, name, isUsed }) => (
          <span key={kind} className={isUsed || !signsInByPassword ? "block" : "block text-quiet"}>
            {isUsed || !signsInByPassword ? name : t("adminCustomers.detail.account.unused", { name })}
          </span>
        ))}
      </Fact>
      {account.email === null ? null : (
        <Fact name={t("adminCustomers.detail.account.email")}>
          {account.emailVerifiedAt === null
            ? t("adminCustomers.detail.account.unproven", { email: account.email })
            : t("adminCustomers.detail.account.proven", { email: account.email, at: at(account.emailVerifiedAt) })}
        </Fact>
      )}
      <Fact name={t("adminCustomers.detail.account.password")}>
        {t(account.hasPassword ? "adminCustomers.detail.account.hasPassword" : "adminCustomers.detail.account.noPassword")}
      </Fact>
      <Fact name={t("adminCustomers.detail.account.identities")}>
        {identities.length === 0 ? t("adminCustomers.detail.account.noIdentities") : null}
        {identities.map(({ label, subject, createdAt }) => (
          <span key={`${label} ${subject}`} className="block">
            {t("adminCustomers.detail.account.identity", { label, at: at(createdAt) })}
            <span className="block text-sm text-quiet">{subject}</span>
          </span>
        ))}
      </Fact>
      <Fact name={t("adminCustomers.detail.account.lastSignIn")}>
        {lastSignInAt === null ? t("adminCustomers.detail.account.never") : at(lastSignInAt)}
      </Fact>
    </Facts>
  );
}

function Switch({ t, number, isDeactivated }: { t: Translator; number: string; isDeactivated: boolean }) {
  const hidden = <input type="hidden" name="number" value={number} />;
  if (isDeactivated) {
    return (
      <Form
        action={reactivateAccountAction}
        texts={formTexts(t)}
        submit={t("adminCustomers.detail.account.reactivate")}
        tone="quiet"
        scope="account"
      >
        {hidden}
      </Form>
    );
  }
  return (
    <Disclosure text={t("adminCustomers.detail.account.deactivate")} isGrave>
      <p className="mb-3">{t("adminCustomers.detail.account.deactivateText")}</p>
      <Form
        action={deactivateAccountAction}
        texts={formTexts(t)}
        submit={t("adminCustomers.detail.account.deactivateSubmit")}
        tone="quiet"
        scope="account"
        label={t("adminCustomers.detail.account.deactivate")}
      >
        {hidden}
      </Form>
    </Disclosure>
  );
}
