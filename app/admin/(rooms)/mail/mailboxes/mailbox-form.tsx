import type { ReactNode } from "react";
import { ChoiceField } from "@/components/forms/choice-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { TickField } from "@/components/forms/tick-field";
import type { ListedMailbox } from "@/core/inbound/list-mailboxes";
import { usualPort } from "@/core/inbound/mailbox-input";
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
  const part = { t, mailbox };
  return (
    <div className="max-w-2xl">
      <a href="/admin/mail/mailboxes" className="tall-link">
        {t("adminInbound.mailboxes.back")}
      </a>
      <Form action={action} texts={formTexts(t)} heading={heading} intro={intro} submit={t("adminInbound.mailboxes.submit")}>
        <input type="hidden" name="kind" value={kind} />
        {mailbox ? <input type="hidden" name="mailbox" value={mailbox.id} /> : null}
        <Line {...part} name="name" />
        <Line {...part} name="address" inputMode="email" isCaseless />
        {kind === "imap" ? <ServerFields {...part} /> : null}
        <Tick {...part} name="isEnabled" />
        <Tick {...part} name="registers" />
        <Tick {...part} name="requiresAuthentication" />
        <Line {...part} name="ownHops" first="0" inputMode="numeric" />
        <OwnPassword t={t} isAsked={!isConfirmed} />
      </Form>
    </div>
  );
}

type Part = Pick<Props, "t" | "mailbox">;

type LineName = "name" | "address" | "host" | "port" | "userName" | "ownHops";
type LineProps = Part & {
  readonly name: LineName;
  /** Of a new mailbox. */
  readonly first?: string;
  readonly inputMode?: "email" | "numeric";
  readonly isCaseless?: boolean;
};

const HINTED = ["name", "address", "host", "port", "ownHops", "registers", "requiresAuthentication"] as const;

/** The label of a field, and its hint if it has one. */
function wordsOf(t: Translator, name: LineName | TickName) {
  const label = t(`adminInbound.mailboxes.fields.${name}`);
  const hinted = HINTED.find((one) => one === name);
  return hinted ? { label, hint: t(`adminInbound.mailboxes.fields.${hinted}Hint`) } : { label };
}

/** As text; the port empty where it is the usual one, so that it follows the encryption that is chosen. */
const storedOf = (mailbox: ListedMailbox, name: LineName): string =>
  name === "port" && mailbox.port === usualPort(mailbox.security) ? "" : String(mailbox[name]);

const Line = ({ t, mailbox, name, first, inputMode, isCaseless = false }: LineProps) => (
  <Field
    name={name}
    {...wordsOf(t, name)}
    {...(inputMode ? { inputMode } : {})}
    autoComplete="off"
    defaultValue={mailbox ? storedOf(mailbox, name) : first}
    isCaseless={isCaseless}
    isShort={inputMode === "numeric"}
  />
);

function ServerFields(part: Part) {
  const { t, mailbox } = part;
  return (
    <>
      <Line {...part} name="host" isCaseless />
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
      <Line {...part} name="port" inputMode="numeric" />
      <Line {...part} name="userName" isCaseless />
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

/** What is ticked in a new mailbox. */
const TICKS = { isEnabled: true, registers: false, requiresAuthentication: true } as const;
type TickName = keyof typeof TICKS;

const Tick = ({ t, mailbox, name }: Part & { readonly name: TickName }) => (
  <TickField name={name} {...wordsOf(t, name)} isTicked={mailbox?.[name] ?? TICKS[name]} witness="name" />
);
