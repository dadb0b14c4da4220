import { Labelled } from "@/components/forms/labelled";
import { type AuditFilter, auditQuery } from "@/core/audit/read-audit-filter";
import { failureInWords } from "@/core/failure-in-words";
import type { Translator } from "@/messages/translator";

// Nothing else can be made to stand here by an address.
const PROBLEMS = ["staff.confirm-needed", "password.wrong-current"] as const;

type Props = { readonly t: Translator; readonly filter: AuditFilter; readonly isFresh: boolean; readonly problem: unknown };

/** What the filter finds as a file. A plain form: a download leaves the page as it is. */
export function Download({ t, filter, isFresh, problem }: Props) {
  const refused = PROBLEMS.find((code) => code === problem);
  const asked = [...new URLSearchParams(auditQuery({ ...filter, before: undefined }))];
  return (
    <form id="download" action="/admin/audit/file" method="post" className="mt-6 grid max-w-md gap-3">
      {refused ? (
        <p role="alert" className="font-medium text-bad">
          {failureInWords(t, refused)}
        </p>
      ) : null}
      {asked.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {isFresh ? null : (
        <Labelled id="confirmPassword" label={t("admin.confirm.label")}>
          <input type="password" id="confirmPassword" name="confirmPassword" autoComplete="current-password" className="input" />
        </Labelled>
      )}
      <div>
        <button type="submit" className="button-quiet">
          {t("admin.audit.download")}
        </button>
      </div>
    </form>
  );
}
