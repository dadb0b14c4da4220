import { ListPart } from "@/components/admin/list-part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import type { OpenedPartner } from "@/core/company-office/open-partner";
import type { Language } from "@/core/ctx";
import type { Translator } from "@/messages/translator";
import { CustomerCells } from "../../customers/customer-cells";
import { endsIn, momentsIn } from "../../moment";
import { withdrawPartnerCodeAction } from "./action";

type Props = { readonly t: Translator; readonly language: Language; readonly opened: OpenedPartner };
type Code = OpenedPartner["codes"][number];

type CodesProps = Props & { readonly mayEdit: boolean; readonly timeZone: string };

/** The codes of a partner, by their last signs. */
export function CodesPart({ t, language, opened: { company, codes }, mayEdit, timeZone }: CodesProps) {
  const names = (["code", "from", "type", "uses", "until", "state", "withdraw"] as const).map((one) =>
    t(`adminPartners.codes.columns.${one}`),
  );
  return (
    <ListPart
      title={t("adminPartners.codes.title")}
      columns={mayEdit ? names : names.slice(0, -1)}
      none={t("adminPartners.codes.none")}
    >
      {codes.map((one) => (
        <CodeRow
          key={one.id}
          t={t}
          language={language}
          timeZone={timeZone}
          names={names}
          companyId={company.id}
          code={one}
          mayEdit={mayEdit}
        />
      ))}
    </ListPart>
  );
}

type RowProps = Pick<CodesProps, "t" | "language" | "timeZone" | "mayEdit"> & {
  readonly names: readonly string[];
  readonly companyId: string;
  readonly code: Code;
};

function CodeRow({ t, language, timeZone, names, companyId, code: one, mayEdit }: RowProps) {
  const [code, from, type, uses, until, state, withdraw] = names;
  const { uses: used, maxUses: max } = one;
  return (
    <tr>
      <td data-label={code}>…{one.hint}</td>
      <td data-label={from}>{t(`adminPartners.codes.from.${originOf(one)}`)}</td>
      <td data-label={type}>{one.userTypeName ?? t("adminPartners.make.usual")}</td>
      <td data-label={uses} className="tabular-nums">
        {max === null ? used : t("adminPartners.codes.ofMany", { uses: used, max })}
      </td>
      <td data-label={until}>
        {one.expiresAt === null ? t("adminPartners.codes.noEnd") : endsIn(language, timeZone)(one.expiresAt)}
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

const originOf = ({ isFromDirectory, isChosen }: Code) => (isFromDirectory ? "directory" : isChosen ? "chosen" : "generated");

function stateOf({ withdrawnAt, isExpired, uses, maxUses }: Code) {
  if (withdrawnAt !== null) return "withdrawn";
  if (isExpired) return "expired";
  return maxUses !== null && uses >= maxUses ? "usedUp" : "good";
}

function Withdraw({ t, companyId, code: { id, hint } }: { t: Translator; companyId: string; code: Code }) {
  const about = t("adminPartners.codes.withdrawFor", { hint });
  return (
    <Disclosure isGrave isDense text={t("adminPartners.codes.withdraw")} textFor={about}>
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
  const [name = "", number = "", code, at] = names;
  return (
    <ListPart title={t("adminPartners.uses.title")} columns={names} none={t("adminPartners.uses.none")}>
      {uses.map((one) => (
        <tr key={`${one.customerId} ${one.hint}`}>
          <CustomerCells t={t} labels={{ name, number }} customer={one} />
          <td data-label={code}>…{one.hint}</td>
          <td data-label={at}>{momentsIn(language)(one.usedAt).text}</td>
        </tr>
      ))}
    </ListPart>
  );
}

/** How many codes were tried in vain on each of the last days. */
export function MissesPart({ t, opened: { misses } }: Pick<Props, "t" | "opened">) {
  const names = (["day", "misses"] as const).map((one) => t(`adminPartners.misses.columns.${one}`));
  const [day, tries] = names;
  return (
    <ListPart
      title={t("adminPartners.misses.title")}
      text={t("adminPartners.misses.text")}
      columns={names}
      none={t("adminPartners.misses.none")}
    >
      {misses.map((one) => (
        <tr key={one.day}>
          <td data-label={day}>{one.day}</td>
          <td data-label={tries} className="tabular-nums">
            {one.misses}
          </td>
        </tr>
      ))}
    </ListPart>
  );
}
