import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import type { MergePreview } from "@/core/customers/preview-merge";
import { failureInWords } from "@/core/failure-in-words";
import type { Translator } from "@/messages/translator";
import { fullName, mergePath } from "../../words";
import { MergeForm } from "./merge-form";

type Props = { readonly t: Translator; readonly preview: MergePreview };
type Side = MergePreview["kept"];

/** What a merge would do, all of it, and the button below. */
export function PreviewPart({ t, preview }: Props) {
  const { kept, merged, refusal } = preview;
  return (
    <>
      <h1>{t("adminMerge.preview.title", { merged: merged.number, kept: kept.number })}</h1>
      <p className="mt-1 mb-5 flex flex-wrap gap-x-6">
        <a href={mergePath(merged.number, kept.number)} className="tall-link">
          {t("adminMerge.preview.swap", { number: merged.number })}
        </a>
        <a href={mergePath(kept.number)} className="tall-link">
          {t("adminMerge.preview.back")}
        </a>
      </p>
      {refusal ? (
        <p role="status" className="mb-5 max-w-2xl rounded-md border-2 border-bad p-4 font-medium">
          {failureInWords(t, refusal)}
        </p>
      ) : null}
      <Sides t={t} preview={preview} />
      {refusal ? null : <Effects t={t} preview={preview} />}
    </>
  );
}

const ROWS = {
  number: (_t: Translator, side: Side) => side.number,
  name: fullName,
  email: (_t: Translator, side: Side) => side.email,
  phone: (_t: Translator, side: Side) => side.phone,
  account: accountInWords,
  company: placeInWords,
  orders: (_t: Translator, side: Side) => String(side.orderCount),
  mails: (_t: Translator, side: Side) => String(side.mailCount),
};
const ROW_NAMES = ["number", "name", "email", "phone", "account", "company", "orders", "mails"] as const;

function Sides({ t, preview }: Props) {
  const columns = (["fact", "kept", "merged"] as const).map((name) => t(`adminMerge.preview.columns.${name}`));
  const [, ...sides] = columns;
  return (
    <div className="max-w-3xl">
      <DataTable caption={t("adminMerge.preview.sides")} columns={columns}>
        {ROW_NAMES.map((name) => (
          <tr key={name}>
            <th scope="row">{t(`adminMerge.preview.rows.${name}`)}</th>
            {[preview.kept, preview.merged].map((side, at) => (
              <td key={side.number} className="wrap-anywhere" data-label={sides[at]}>
                {ROWS[name](t, side) || t("adminMerge.preview.nothing")}
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
    </div>
  );
}

function accountInWords(t: Translator, { accountId, accountEmail, isDeactivated, isPending }: Side): string {
  if (accountId === null) return t(isPending ? "adminMerge.preview.pending" : "adminMerge.preview.noAccount");
  const state = t(isDeactivated ? "adminMerge.preview.deactivated" : "adminMerge.preview.active");
  return accountEmail === null ? state : `${state}, ${accountEmail}`;
}

function placeInWords(t: Translator, { companyName, userTypeName, isPlaceShut }: Side): string | null {
  if (companyName === null || userTypeName === null) return null;
  const place = { company: companyName, type: userTypeName };
  return t(isPlaceShut ? "adminMerge.preview.placeShut" : "adminMerge.preview.place", place);
}

const placePoint = (t: Translator, { companyName, userTypeName, number }: Side, name: "placeMoves" | "placeEnds"): string[] =>
  companyName === null ? [] : [t(`adminMerge.preview.${name}`, { company: companyName, type: userTypeName ?? "", number })];

function Effects({ t, preview }: Props) {
  const { kept, merged } = preview;
  return (
    <>
      <Part title={t("adminMerge.preview.moves")}>
        <Points
          points={[
            t("adminMerge.preview.orders", { count: merged.orderCount }),
            t("adminMerge.preview.mails", { count: merged.mailCount }),
            ...(kept.companyId === null ? placePoint(t, merged, "placeMoves") : []),
          ]}
        />
        <Foreign t={t} preview={preview} />
      </Part>
      <Part title={t("adminMerge.preview.stays")}>
        <Points
          points={[
            ...accountPoints(t, preview),
            ...(kept.companyId === null ? [] : placePoint(t, merged, "placeEnds")),
            t("adminMerge.preview.number", { number: merged.number }),
          ]}
        />
        {kept.isDeactivated && kept.accountId !== null ? (
          <p className="mt-3 font-medium text-bad">{t("adminMerge.preview.keptShut")}</p>
        ) : null}
      </Part>
      <Part title={t("adminMerge.preview.undo")}>
        <p className="mb-2">{t("adminMerge.preview.undoText")}</p>
        <Points
          points={[
            t("adminMerge.preview.undoOrders"),
            t("adminMerge.preview.undoValues"),
            ...(merged.accountId === null ? [] : [t("adminMerge.preview.undoSessions")]),
            ...(merged.companyId === null ? [] : [t("adminMerge.preview.undoPlace")]),
            ...(merged.isPending ? [t("adminMerge.preview.undoPending", { number: merged.number })] : []),
            t("adminMerge.preview.undoErased"),
          ]}
        />
      </Part>
      <MergeForm t={t} preview={preview} />
    </>
  );
}

function Foreign({ t, preview: { kept, foreignAddresses } }: Props) {
  if (foreignAddresses.length === 0) return null;
  const addresses = foreignAddresses.map((one) => t("adminMerge.preview.foreignOne", one)).join(", ");
  return (
    <p className="mt-3 font-medium text-bad wrap-anywhere">
      {t("adminMerge.preview.foreign", { number: kept.number, addresses })}
    </p>
  );
}

function accountPoints(t: Translator, { kept, merged, shutsAccount }: MergePreview): string[] {
  if (kept.accountId === null) return [t("adminMerge.preview.noAccounts")];
  const ours = t("adminMerge.preview.keptAccount", { number: kept.number });
  if (merged.accountId === null) return [ours];
  const { number, accountEmail, cartCount } = merged;
  return [
    ours,
    t(shutsAccount ? "adminMerge.preview.mergedAccount" : "adminMerge.preview.mergedShut", { number }),
    ...(cartCount === 0 ? [] : [t("adminMerge.preview.cart", { count: cartCount })]),
    ...(accountEmail === null ? [] : [t("adminMerge.preview.address", { email: accountEmail })]),
  ];
}

const Points = ({ points }: { points: readonly string[] }) => (
  <ul className="grid list-disc gap-1.5 pl-5">
    {points.map((point) => (
      <li key={point} className="wrap-anywhere">
        {point}
      </li>
    ))}
  </ul>
);
