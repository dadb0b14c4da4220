import type { ReactNode } from "react";
import { ChoiceField } from "@/components/forms/choice-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { TickField } from "@/components/forms/tick-field";
import type { ListedMailbox } from "@/core/inbound/list-mailboxes";
import type { Translator } from "@/messages/translator";
import { OwnPassword } from "../../own-password";

type Props = {
  readonly t: Translator;
  readonly heading: string;
  readonly intro?: ReactNode;
  readonly action: FormAction;
  readonly kind: ListedMailbox["kind"];
  /** The one that is changed; null for a new one. */
  readonly mailbox: ListedMailbox | null;
  readonly isConfirmed: boolean;
};

/** The form of a mailbox. Its password is never in it. */
export function MailboxForm({ t, heading, intro, action, kind, mailbox, isConfirmed }: Props) {
  return (
    <div className="max-w-2xl">
      <a href="/admin/mail/mailboxes" className="inline-flex min-h-11 items-center">
        {t("adminInbound.mailboxes.back")}
      </a>
      <Form action={action} texts={formTexts(t)} heading={heading} intro={intro} submit={t("adminInbound.mailboxes.submit")}>
        <input type="hidden" name="kind" value={kind} />
        {mailbox ? <input type="hidden" name="mailbox" value={mailbox.id} /> : null}
        <Field
          name="name"
          label={t("adminInbound.mailboxes.fields.name")}
          hint={t("adminInbound.mailboxes.fields.nameHint")}
          autoComplete="off"
          defaultValue={mailbox?.name}
        />
        <Field
          name="address"
          label={t("adminInbound.mailboxes.fields.address")}
          hint={t("adminInbound.mailboxes.fields.addressHint")}
          inputMode="email"
          autoComplete="off"
          defaultValue={mailbox?.address}
          isCaseless
        />
        {kind === "imap" ? <ServerFields t={t} mailbox={mailbox} /> : null}
        <Rules t={t} mailbox={mailbox} />
        <OwnPassword t={t} isAsked={!isConfirmed} />
      </Form>
    </div>
  );
}

type Part = Pick<Props, "t" | "mailbox">;

function ServerFields({ t, mailbox }: Part) {
  return (
    <>
      <Field
        name="host"
        label={t("adminInbound.mailboxes.fields.host")}
        hint={t("adminInbound.mailboxes.fields.hostHint")}
        autoComplete="off"
        defaultValue={mailbox?.host}
        isCaseless
      />
      <ChoiceField
        name="security"
        label={t("adminInbound.mailboxes.fields.security")}
        defaultValue={mailbox?.security ?? "tls"}
        options={[
          { value: "tls", label: t("adminInbound.mailboxes.fields.tls") },
          { value: "starttls", label: t("adminInbound.mailboxes.fields.starttls") },
          { value: "none", label: t("adminInbound.mailboxes.fields.plain") },
        ]}
      />
      <Field
        name="port"
        label={t("adminInbound.mailboxes.fields.port")}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={String(mailbox?.port ?? 993)}
        isShort
      />
      <Field
        name="userName"
        label={t("adminInbound.mailboxes.fields.userName")}
        autoComplete="off"
        defaultValue={mailbox?.userName}
        isCaseless
      />
      <PasswordField
        name="secret"
        label={t("adminInbound.mailboxes.fields.password")}
        // Not the admin's own, which a browser would fill in.
        autoComplete="new-password"
        texts={passwordTexts(t)}
        {...(mailbox?.hasSecret ? { hint: t("adminInbound.mailboxes.fields.passwordKept") } : {})}
      />
    </>
  );
}

function Rules({ t, mailbox }: Part) {
  return (
    <>
      <TickField
        name="isEnabled"
        label={t("adminInbound.mailboxes.fields.isEnabled")}
        isTicked={mailbox?.isEnabled ?? true}
        witness="name"
      />
      <TickField
        name="registers"
        label={t("adminInbound.mailboxes.fields.registers")}
        hint={t("adminInbound.mailboxes.fields.registersHint")}
        isTicked={mailbox?.registers ?? false}
        witness="name"
      />
      <TickField
        name="requiresAuthentication"
        label={t("adminInbound.mailboxes.fields.requiresAuthentication")}
        hint={t("adminInbound.mailboxes.fields.requiresAuthenticationHint")}
        isTicked={mailbox?.requiresAuthentication ?? true}
        witness="name"
      />
      <Field
        name="ownHops"
        label={t("adminInbound.mailboxes.fields.ownHops")}
        hint={t("adminInbound.mailboxes.fields.ownHopsHint")}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={String(mailbox?.ownHops ?? 0)}
        isShort
      />
    </>
  );
}
