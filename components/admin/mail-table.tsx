import { DataTable } from "@/components/admin/data-table";
import type { Translator } from "@/messages/translator";

/** A line of the mail room. */
export type MailRow = {
  readonly id: string;
  readonly to: string;
  readonly message: string;
  readonly state: string;
  readonly isFailed: boolean;
  readonly attempts: number;
  readonly trouble: string;
  readonly nextTry: string;
  readonly written: { readonly text: string; readonly instant: string };
};

/** The mails as a table; on narrow screens each row becomes a small card. */
export function MailTable({ t, mails }: { t: Translator; mails: readonly MailRow[] }) {
  const columns = (["at", "message", "to", "state", "attempts"] as const).map((name) => t(`adminMail.columns.${name}`));
  const [at, message, to, state, attempts] = columns;
  return (
    <DataTable caption={t("adminMail.heading")} columns={columns}>
      {mails.map((mail) => (
        <tr key={mail.id}>
          <td data-label={at}>
            <time dateTime={mail.written.instant} className="lg:whitespace-nowrap">
              {mail.written.text}
            </time>
          </td>
          <td data-label={message}>
            <a href={`/admin/mail/${mail.id}`} className="inline-flex min-h-6 items-center">
              {mail.message}
            </a>
          </td>
          <td data-label={to}>{mail.to}</td>
          <td data-label={state}>
            <span className={mail.isFailed ? "font-medium text-bad" : ""}>{mail.state}</span>
            {mail.trouble ? <span className="block text-sm text-quiet">{mail.trouble}</span> : null}
            {mail.nextTry ? <span className="block text-sm text-quiet">{mail.nextTry}</span> : null}
          </td>
          <td data-label={attempts}>{mail.attempts}</td>
        </tr>
      ))}
    </DataTable>
  );
}
