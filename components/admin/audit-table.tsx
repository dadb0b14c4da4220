import { DataTable } from "@/components/admin/data-table";
import type { Translator } from "@/messages/translator";

/** A line of the audit log in words. */
export type AuditEntryView = {
  readonly id: number;
  readonly at: { readonly text: string; readonly instant: string };
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: string;
  readonly isOk: boolean;
  readonly outcome: string;
  readonly supportCode: string;
  readonly address: string;
  /** In words; the whole of what the browser said is `userAgent`. */
  readonly device: string;
  readonly userAgent: string;
};

/** The audit log as a table; on narrow screens each row becomes a small card whose cells bear their column's name. */
export function AuditTable({ t, caption, entries }: { t: Translator; caption: string; entries: readonly AuditEntryView[] }) {
  const columns = (["at", "actor", "action", "target", "outcome", "from"] as const).map((name) =>
    t(`admin.audit.columns.${name}`),
  );
  const [at, actor, action, target, outcome, from] = columns;
  return (
    <DataTable caption={caption} columns={columns}>
      {entries.map((entry) => (
        <tr key={entry.id}>
          <td data-label={at}>
            <time dateTime={entry.at.instant} className="lg:whitespace-nowrap">
              {entry.at.text}
            </time>
          </td>
          <td data-label={actor}>{entry.actor}</td>
          <td data-label={action} className="lg:wrap-anywhere">
            {entry.action}
            <Aside text={entry.detail} />
          </td>
          <td data-label={target} className="lg:max-w-56">
            {entry.target}
          </td>
          <td data-label={outcome}>
            <span className={entry.isOk ? "" : "font-medium text-bad"}>{entry.outcome}</span>
            <Aside text={entry.supportCode && t("admin.audit.code", { code: entry.supportCode })} />
          </td>
          <td data-label={from}>
            {entry.address}
            <span className="block text-sm text-quiet" title={entry.userAgent}>
              {entry.device}
            </span>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function Aside({ text }: { text: string }) {
  return text ? <span className="block text-sm text-quiet">{text}</span> : null;
}
