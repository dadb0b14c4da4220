import { DataTable } from "@/components/admin/data-table";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { formTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";

/** A line of the list of connections. */
export type ConnectionLine = {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly isEnabled: boolean;
  readonly isDefault: boolean;
  readonly isTroubled: boolean;
  readonly state: string;
};

type Props = { readonly t: Translator; readonly connections: readonly ConnectionLine[]; readonly move: FormAction };

/** The connections in the order of their buttons, with arrows that change it; on narrow screens each row becomes a small card. */
export function ConnectionTable({ t, connections, move }: Props) {
  const columns = (["connection", "kind", "state", "order"] as const).map((name) => t(`adminSso.columns.${name}`));
  const [connection, kind, state, order] = columns;
  return (
    <div className="max-w-4xl">
      <DataTable caption={t("adminSso.heading")} columns={columns}>
        {connections.map((line, at) => (
          <tr key={line.id}>
            <td data-label={connection}>
              <a href={`/admin/sso/${line.id}`} className="inline-flex min-h-6 items-center font-medium">
                {line.label}
              </a>
              <span className="block text-sm text-quiet">{line.id}</span>
            </td>
            <td data-label={kind}>{line.kind}</td>
            <td data-label={state}>
              <State t={t} line={line} />
            </td>
            <td data-label={order}>
              <span className="flex gap-4">
                {at > 0 ? <Move t={t} line={line} direction="up" action={move} /> : null}
                {at < connections.length - 1 ? <Move t={t} line={line} direction="down" action={move} /> : null}
              </span>
            </td>
          </tr>
        ))}
      </DataTable>
    </div>
  );
}

function State({ t, line }: { t: Translator; line: ConnectionLine }) {
  const use = t(line.isEnabled ? "adminSso.enabled" : "adminSso.disabled");
  return (
    <>
      <span className={line.isEnabled ? "font-medium text-good" : "text-quiet"}>
        {line.isDefault ? `${use} · ${t("adminSso.default")}` : use}
      </span>
      <span className={`block text-sm ${line.isTroubled ? "font-medium text-bad" : "text-quiet"}`}>{line.state}</span>
    </>
  );
}

type MoveProps = { t: Translator; line: ConnectionLine; direction: "up" | "down"; action: FormAction };

function Move({ t, line, direction, action }: MoveProps) {
  return (
    <Form
      action={action}
      texts={formTexts(t)}
      submit={t(`adminSso.${direction}`)}
      submitFor={t("adminSso.moves", { label: line.label })}
      tone="link"
      layout="row"
      scope={`${direction}-${line.id}`}
    >
      <input type="hidden" name="connection" value={line.id} />
      <input type="hidden" name="direction" value={direction} />
    </Form>
  );
}
