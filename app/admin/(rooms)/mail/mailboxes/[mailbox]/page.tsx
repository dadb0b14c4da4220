import type { Metadata } from "next";
import { isFresh } from "@/app/_edge/is-fresh";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Part } from "@/components/admin/part";
import { ShownOnce } from "@/components/admin/shown-once";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { formTexts } from "@/components/forms/texts";
import { TickField } from "@/components/forms/tick-field";
import { Disclosure } from "@/components/ui/disclosure";
import { type ListedMailbox, openMailbox } from "@/core/inbound/list-mailboxes";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../../moment";
import { News } from "../../../news";
import { OwnPassword } from "../../../own-password";
import { MailboxForm } from "../mailbox-form";
import { stateOf, troubleInWords } from "../words";
import { deleteMailboxAction, renewWebhookKeyAction, saveMailboxAction, testMailboxAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminInbound.mailboxes.heading")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ mailbox: string }>; searchParams: Promise<Query> };

export default async function MailboxPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/mailboxes/[mailbox]");
  const mailbox = await openMailbox(ctx, (await params).mailbox);
  if (!mailbox) nothingHere();
  const query = await searchParams;
  const parts = { t, mailbox, isConfirmed: staff.isFresh };
  return (
    <>
      <MailboxForm
        // A new key after each save: the form starts anew with what is stored.
        key={String(query.saved)}
        {...parts}
        heading={mailbox.name}
        intro={<Intro t={t} at={momentsIn(ctx.request.language)} mailbox={mailbox} query={query} />}
        action={saveMailboxAction}
        kind={mailbox.kind}
      />
      {mailbox.kind === "imap" ? <TestPart {...parts} query={query} /> : <KeyPart {...parts} origin={ctx.origin} />}
      <Part title={t("adminInbound.mailboxes.remove.title")} text={t("adminInbound.mailboxes.remove.text")}>
        <Disclosure text={t("adminInbound.mailboxes.remove.open")} isGrave>
          <SmallForm {...parts} action={deleteMailboxAction} submit={t("adminInbound.mailboxes.remove.submit")} scope="delete" />
        </Disclosure>
      </Part>
    </>
  );
}

type IntroProps = { t: Translator; at: ReturnType<typeof momentsIn>; mailbox: ListedMailbox; query: Query };

function Intro({ t, at, mailbox, query: { added, saved } }: IntroProps) {
  const trouble = troubleInWords(t, mailbox);
  const state = stateOf(mailbox);
  const isKeyless = mailbox.kind === "webhook" && !mailbox.hasSecret;
  return (
    <div className="mb-5 grid gap-2">
      <News
        news={[
          [added, t(isKeyless ? "adminInbound.mailboxes.addedKeyless" : "adminInbound.mailboxes.added")],
          [saved, t("adminInbound.mailboxes.saved")],
        ]}
      />
      <p className={state === "failing" ? "font-medium text-bad" : "text-quiet"}>{t(`adminInbound.mailboxes.states.${state}`)}</p>
      {isKeyless ? (
        <a href="#key" className="tall-link">
          {t("adminInbound.mailboxes.key.toKey")}
        </a>
      ) : null}
      {trouble ? (
        <p className="wrap-anywhere">
          {trouble} {mailbox.lastErrorAt ? t("adminInbound.mailboxes.troubleAt", { at: at(mailbox.lastErrorAt).text }) : ""}
        </p>
      ) : null}
      {mailbox.requiresAuthentication ? null : (
        <p className="font-medium text-warn">{t("adminInbound.mailboxes.notAuthenticated")}</p>
      )}
    </div>
  );
}

type Parts = { readonly t: Translator; readonly mailbox: ListedMailbox; readonly isConfirmed: boolean };

function TestPart({ query: { good, bad }, ...parts }: Parts & { query: Query }) {
  const { t, mailbox } = parts;
  return (
    <Part id="test" title={t("adminInbound.mailboxes.test.title")} text={t("adminInbound.mailboxes.test.text")}>
      <News news={[[good, t("adminInbound.mailboxes.tested")]]} />
      {isFresh(bad) ? <p className="mb-3 font-medium text-bad wrap-anywhere">{troubleInWords(t, mailbox)}</p> : null}
      <SmallForm {...parts} action={testMailboxAction} submit={t("adminInbound.mailboxes.test.submit")} scope="test" />
    </Part>
  );
}

function KeyPart({ origin, ...parts }: Parts & { origin: string }) {
  const { t, mailbox } = parts;
  return (
    <Part id="key" title={t("adminInbound.mailboxes.key.title")} text={t("adminInbound.mailboxes.key.text")}>
      <p className="text-sm text-quiet">{t("adminInbound.mailboxes.key.address")}</p>
      <p className="mb-4 wrap-anywhere">
        <code>{`${origin}/api/inbound-mail?mailbox=${mailbox.id}`}</code>
      </p>
      <SmallForm
        {...parts}
        action={renewWebhookKeyAction}
        submit={t(mailbox.hasSecret ? "adminInbound.mailboxes.key.submit" : "adminInbound.mailboxes.key.first")}
        scope="key"
      >
        {mailbox.hasSecret ? (
          <TickField name="mayReplace" label={t("adminInbound.mailboxes.key.warning")} isTicked={false} witness="key" />
        ) : null}
        <ShownOnce
          name="key"
          texts={{
            label: t("adminInbound.mailboxes.key.label"),
            hint: t("adminInbound.mailboxes.key.hint"),
            copy: t("adminInbound.mailboxes.key.copy"),
            done: t("adminInbound.mailboxes.key.done"),
          }}
        />
      </SmallForm>
    </Part>
  );
}

type SmallProps = Parts & { action: FormAction; submit: string; scope: string; children?: React.ReactNode };

/** One button for this mailbox, with the own password where it is asked for. */
function SmallForm({ t, mailbox, isConfirmed, action, submit, scope, children }: SmallProps) {
  return (
    <Form action={action} texts={formTexts(t)} submit={submit} tone="quiet" scope={scope} label={submit}>
      <input type="hidden" name="mailbox" value={mailbox.id} />
      {children}
      <OwnPassword t={t} isAsked={!isConfirmed} />
    </Form>
  );
}
