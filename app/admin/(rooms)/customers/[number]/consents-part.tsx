import { DataTable } from "@/components/admin/data-table";
import type { Language } from "@/core/ctx";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";

type Consents = NonNullable<OpenedCustomer["account"]>["consents"];
type Props = { readonly t: Translator; readonly language: Language; readonly consents: Consents };

/** What a customer has accepted: which version of which text, when, at which door and from where. */
export function ConsentsPart({ t, language, consents }: Props) {
  const columns = (["what", "version", "at", "where", "from"] as const).map((name) => t(`adminLegal.accepted.columns.${name}`));
  const [what, version, at, where, from] = columns;
  return (
    <section className="mt-10">
      <h2>{t("adminLegal.accepted.title")}</h2>
      <p className="mt-1 mb-3 text-sm text-quiet">{t("adminLegal.accepted.text")}</p>
      {consents.length === 0 ? (
        <p>{t("adminLegal.accepted.none")}</p>
      ) : (
        <DataTable caption={t("adminLegal.accepted.title")} columns={columns}>
          {consents.map((one) => (
            <tr key={`${one.kind} ${one.version}`}>
              <td data-label={what}>{t(`consents.${one.kind === "terms" ? "terms" : "privacy"}.title`)}</td>
              <td data-label={version}>{`${one.version}.${one.revision} (${one.language})`}</td>
              <td data-label={at}>{momentsIn(language)(one.acceptedAt).text}</td>
              <td data-label={where}>{doorInWords(t, one.door)}</td>
              <td data-label={from}>{one.address}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}

const doorInWords = (t: Translator, door: string): string =>
  t(
    `adminLegal.accepted.doors.${(["registration", "activation", "invitation", "consents"] as const).find((own) => own === door) ?? "connection"}`,
  );
