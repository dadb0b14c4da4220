import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";
import { fieldsInWords } from "../words";
import type { Opened } from "./page";
import { checkImportAction } from "./steer-action";

type Props = { readonly t: Translator; readonly row: Opened["row"] };

/** Which column fills which field: guessed from the headings, to be put right. What gives power is never guessed. */
export function MappingPart({ t, row }: Props) {
  const columns = row.columns.map((heading, at) => ({ code: String(at), name: `${at + 1}: ${heading}` }));
  return (
    <Part title={t("adminImport.mapping.title")} text={t("adminImport.mapping.text")} id="columns">
      <Form
        action={checkImportAction}
        texts={formTexts(t)}
        submit={t(row.state === "checked" ? "adminImport.mapping.again" : "adminImport.mapping.submit")}
        tone={row.state === "checked" ? "quiet" : "primary"}
        scope="mapping"
      >
        <input type="hidden" name="id" value={row.id} />
        {fieldsInWords(t, row.kind).map(({ key, label, isPrivileged }) => (
          <SelectField
            key={key}
            name={`column.${key}`}
            label={label}
            placeholder={t("adminImport.mapping.none")}
            options={columns}
            defaultValue={row.mapping[key] === undefined ? "" : String(row.mapping[key])}
            {...(isPrivileged ? { hint: t("adminImport.mapping.passwordHint") } : {})}
          />
        ))}
      </Form>
    </Part>
  );
}

type SampleProps = Props & { readonly sample: Opened["sample"] };

/** The first rows of the file, each column with its heading: as a list, since a file may have two hundred columns. */
export function Sample({ t, row, sample }: SampleProps) {
  if (sample.length === 0) return null;
  return (
    <section className="mt-8">
      <h2>{t("adminImport.mapping.sample")}</h2>
      <div className="mt-3 grid gap-4 lg:grid-cols-3">
        {sample.map(([line, cells]) => (
          <div key={line} className="card min-w-0">
            <h3 className="mb-2 font-medium">{t("adminImport.mapping.line", { line })}</h3>
            <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
              {row.columns.slice(0, 20).map((heading, at) => (
                <div key={at} className="contents">
                  <dt className="wrap-anywhere text-quiet">{heading}</dt>
                  <dd className="wrap-anywhere">{(cells[at] ?? "").slice(0, 80)}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </section>
  );
}
