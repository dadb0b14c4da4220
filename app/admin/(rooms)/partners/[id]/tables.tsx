import { DataTable } from "@/components/admin/data-table";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import type { OpenedPartner } from "@/core/company-office/open-partner";
import type { Language } from "@/core/ctx";
import type { Translator } from "@/messages/translator";
import { customerPath, fullName } from "../../customers/words";
import { momentsIn } from "../../moment";
import { withdrawPartnerCodeAction } from "./action";

type Props = { readonly t: Translator; readonly language: Language; readonly opened: OpenedPartner };
type Code = OpenedPartner["codes"][number];

/** The codes of a partner, by their last signs. */
export function CodesPart({ t, language, opened: { company, codes }, mayEdit }: Props & { readonly mayEdit: boolean }) {
  const names = (["code", "type", "uses", "until", "state", "withdraw"] as const).map((one) =>
    t(`adminPartners.codes.columns.${one}`),
  );
  return (
    <section className="mt-10">
      <h2 className="mb-3">{t("adminPartners.codes.title")}</h2>
      {codes.length === 0 ? (
        <p>{t("adminPartners.codes.none")}</p>
      ) : (
        <DataTable caption={t("adminPartners.codes.title")} columns={mayEdit ? names : names.slice(0, -1)}>
          {codes.map((one) => (
            <CodeRow key={one.id} t={t} language={language} names={names} companyId={company.id} code={one} mayEdit={mayEdit} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

type RowProps = Pick<Props, "t" | "language"> & {
  readonly names: readonly string[];
  readonly companyId: string;
  readonly code: Code;
  readonly mayEdit: boolean;
};

function CodeRow({ t, language, names, companyId, code: one, mayEdit }: RowProps) {
  const [code, type, uses, until, state, withdraw] = names;
  const { uses: used, maxUses: max } = one;
  return (
    <tr>
      <td data-label={code}>
        <span>
          …{one.hint} {one.isChosen ? <span className="text-quiet">({t("adminPartners.codes.chosen")})</span> : null}
        </span>
      </td>
      <td data-label={type}>{one.userTypeName ?? t("adminPartners.make.usual")}</td>
      <td data-label={uses} className="tabular-nums">
        {max === null ? used : t("adminPartners.codes.ofMany", { uses: used, max })}
      </td>
      <td data-label={until}>
        {one.expiresAt === null ? t("adminPartners.codes.noEnd") : momentsIn(language)(one.expiresAt).text}
      </td>
      <td data-label={state}>
        <span className={stateOf(one) === "good" ? "" : "text-bad"}>{t(`adminPartners.codes.states.${stateOf(one)}`)}</span>
      </td>
      {mayEdit ? (
        <td data-label={withdraw}>{one.withdrawnAt === null ? <Withdraw t={t} companyId={companyId} code={one} /> : "–"}</td>
      ) : null}
    </tr>
  );
}

function stateOf({ withdrawnAt, isExpired, uses, maxUses }: Code) {
  if (withdrawnAt !== null) return "withdrawn";
  if (isExpired) return "expired";
  return maxUses !== null && uses >= maxUses ? "usedUp" : "good";
}

function Withdraw({ t, companyId, code: { id, hint } }: { t: Translator; companyId: string; code: Code }) {
  const about = t("adminPartners.codes.withdrawFor", { hint });
  return (
    <Disclosure isGrave text={t("adminPartners.codes.withdraw")} textFor={about}>
      <p className="mb-2 text-sm">{t("adminPartners.codes.withdrawText")}</p>
      <Form
        action={withdrawPartnerCodeAction}
        texts={formTexts(t)}
        submit={t("adminPartners.codes.withdraw")}
        submitFor={about}
        tone="quiet"
        scope={`withdraw-${id}`}
      >
        <input type="hidden" name="companyId" value={companyId} />
        <input type="hidden" name="code" value={id} />
      </Form>
    </Disclosure>
  );
}

/** Who joined by which code. */
export function UsesPart({ t, language, opened: { uses } }: Props) {
  const names = (["name", "number", "code", "at"] as const).map((one) => t(`adminPartners.uses.columns.${one}`));
  const [name, number, code, at] = names;
  return (
    <section className="mt-10">
      <h2 className="mb-3">{t("adminPartners.uses.title")}</h2>
      {uses.length === 0 ? (
        <p>{t("adminPartners.uses.none")}</p>
      ) : (
        <DataTable caption={t("adminPartners.uses.title")} columns={names}>
          {uses.map((one) => (
            <tr key={`${one.customerId} ${one.hint}`}>
              <td data-label={name}>
                <a href={customerPath(one.number)} className="inline-flex min-h-6 items-center wrap-anywhere">
                  {fullName(t, one)}
                </a>
              </td>
              <td data-label={number} className="tabular-nums">
                {one.number}
              </td>
              <td data-label={code}>…{one.hint}</td>
              <td data-label={at}>{momentsIn(language)(one.usedAt).text}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}

/** How many codes were tried in vain on each of the last days. */
export function MissesPart({ t, opened: { misses } }: Pick<Props, "t" | "opened">) {
  const names = (["day", "misses"] as const).map((one) => t(`adminPartners.misses.columns.${one}`));
  const [day, tries] = names;
  return (
    <section className="mt-10">
      <h2>{t("adminPartners.misses.title")}</h2>
      <p className="mt-1 mb-3 text-sm text-quiet">{t("adminPartners.misses.text")}</p>
      {misses.length === 0 ? (
        <p>{t("adminPartners.misses.none")}</p>
      ) : (
        <DataTable caption={t("adminPartners.misses.title")} columns={names}>
          {misses.map((one) => (
            <tr key={one.day}>
              <td data-label={day}>{one.day}</td>
              <td data-label={tries} className="tabular-nums">
                {one.misses}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
