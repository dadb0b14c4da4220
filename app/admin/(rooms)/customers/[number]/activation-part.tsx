import type { Visit } from "@/app/_edge/visit";
import { Part } from "@/components/admin/part";
import { ShownOnce } from "@/components/admin/shown-once";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import { copiedLinkHours } from "@/core/activation/copy-activation-link";
import { mayRoleCopy } from "@/core/activation/may-copy";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import type { StaffSession } from "@/core/staff/find-staff-session";
import { momentsIn } from "../../moment";
import { copyActivationLinkAction, sendActivationAction, withdrawActivationAction } from "./activation-action";
import { SuppressedNote } from "./suppressed-note";

type Activation = NonNullable<OpenedCustomer["activation"]>;
type Visiting = Pick<Visit, "t" | "ctx"> & { readonly staff: StaffSession };
type Props = {
  readonly visiting: Visiting;
  readonly customer: OpenedCustomer["customer"];
  readonly activation: OpenedCustomer["activation"];
  readonly suppressed: OpenedCustomer["suppressed"];
};

/** The account that a customer does not have yet: the buttons that prepare one, and what has become of it (P-V1). */
export function ActivationPart({ visiting, customer, activation, suppressed }: Props) {
  const { t, ctx, staff } = visiting;
  const maySend = staff.permissions.has("activation.send");
  const mayCopy = staff.permissions.has("activation.copy-link") && mayRoleCopy(ctx, staff.role);
  return (
    <Part title={t("adminCustomers.detail.account.title")} id="account">
      {activation ? (
        <Pending visiting={visiting} activation={activation} email={customer.emailKey} />
      ) : (
        <p>{t("adminCustomers.detail.account.none")}</p>
      )}
      <SuppressedNote t={t} suppressed={suppressed} mayLook={staff.permissions.has("mail.read")} />
      {maySend ? <Send t={t} customer={customer} isAgain={activation !== null} /> : null}
      {mayCopy ? <Copy t={t} number={customer.number} hours={copiedLinkHours(ctx)} /> : null}
      {maySend && activation ? <Withdraw t={t} number={customer.number} /> : null}
    </Part>
  );
}

function Pending({
  visiting: { t, ctx },
  activation,
  email,
}: {
  visiting: Visiting;
  activation: Activation;
  email: string | null;
}) {
  const at = (instant: Date): string => momentsIn(ctx.request.language)(instant).text;
  const { sentBy: by, copiedAt } = activation;
  const isMailed = activation.email !== "";
  return (
    <div className="grid gap-1 wrap-anywhere">
      <p className="font-medium">{t("adminCustomers.detail.activation.pending")}</p>
      <p>
        {isMailed
          ? t("adminCustomers.detail.activation.mailed", { at: at(activation.sentAt), email: activation.email, by })
          : t("adminCustomers.detail.activation.notMailed")}
      </p>
      {isMailed ? <Life t={t} activation={activation} email={email} until={at(activation.expiresAt)} /> : null}
      {copiedAt === null ? null : <p>{t("adminCustomers.detail.activation.copied", { at: at(copiedAt) })}</p>}
    </div>
  );
}

type LifeProps = { t: Visit["t"]; activation: Activation; email: string | null; until: string };

/** How long the mailed link works, or why it does not. */
function Life({ t, activation, email, until }: LifeProps) {
  const { isExpired, isSenderActive, sentBy: by } = activation;
  if (isExpired) return <p className="text-bad">{t("adminCustomers.detail.activation.expired", { at: until })}</p>;
  if (activation.email !== email) return <p className="text-bad">{t("adminCustomers.detail.activation.otherAddress")}</p>;
  if (!isSenderActive) return <p className="text-bad">{t("adminCustomers.detail.activation.senderGone", { by })}</p>;
  return <p>{t("adminCustomers.detail.activation.works", { at: until })}</p>;
}

type ButtonProps = { readonly t: Visit["t"]; readonly number: string };

function Send({ t, customer, isAgain }: { t: Visit["t"]; customer: OpenedCustomer["customer"]; isAgain: boolean }) {
  if (customer.emailKey === null) return <p className="mt-3 text-quiet">{t("adminCustomers.detail.activation.noEmail")}</p>;
  return (
    <div className="mt-3">
      {isAgain ? null : <p className="mb-3 text-quiet">{t("adminCustomers.detail.activation.sendText")}</p>}
      <Form
        action={sendActivationAction}
        texts={formTexts(t)}
        submit={t(isAgain ? "adminCustomers.detail.activation.again" : "adminCustomers.detail.activation.send")}
        tone="quiet"
        scope="send-activation"
      >
        <input type="hidden" name="number" value={customer.number} />
      </Form>
    </div>
  );
}

function Copy({ t, number, hours }: ButtonProps & { hours: number }) {
  const texts = {
    label: t("adminCustomers.detail.activation.link"),
    hint: t("adminCustomers.detail.activation.linkHint", { hours }),
    copy: t("adminCustomers.detail.activation.copyNow"),
    done: t("adminCustomers.detail.activation.copyDone"),
  };
  return (
    <div className="mt-6 border-t border-rule pt-4">
      <p className="mb-3 text-quiet">{t("adminCustomers.detail.activation.copyText")}</p>
      <Form
        action={copyActivationLinkAction}
        texts={formTexts(t)}
        submit={t("adminCustomers.detail.activation.copy")}
        tone="quiet"
        scope="copy-activation"
      >
        <input type="hidden" name="number" value={number} />
        <ShownOnce name="link" texts={texts} />
      </Form>
    </div>
  );
}

function Withdraw({ t, number }: ButtonProps) {
  return (
    <div className="mt-4">
      <Disclosure text={t("adminCustomers.detail.activation.withdraw")} isGrave>
        <p className="mb-3">{t("adminCustomers.detail.activation.withdrawText")}</p>
        <Form
          action={withdrawActivationAction}
          texts={formTexts(t)}
          submit={t("adminCustomers.detail.activation.withdraw")}
          tone="quiet"
          scope="withdraw-activation"
        >
          <input type="hidden" name="number" value={number} />
        </Form>
      </Disclosure>
    </div>
  );
}
