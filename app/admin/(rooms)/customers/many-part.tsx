import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import { listBatches } from "@/core/activation/list-batches";
import type { Ctx } from "@/core/ctx";
import type { CustomerFilter } from "@/core/customers/read-customer-filter";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../moment";
import { sendManyAction, stopManyAction } from "./many-action";

/** Sends activations to everybody of the list as it is filtered. Nothing where the list is of those who have an account. */
export function Everybody({ t, filter: { search, standing } }: { t: Translator; filter: CustomerFilter }) {
  if (standing === "active" || standing === "deactivated") return null;
  return (
    <div className="mt-4">
      <Disclosure text={t("adminCustomers.many.everybody")}>
        <p className="mb-3">{t("adminCustomers.many.everybodyText")}</p>
        <Form
          action={sendManyAction}
          texts={formTexts(t)}
          submit={t("adminCustomers.many.everybody")}
          tone="quiet"
          scope="everybody"
        >
          <input type="hidden" name="everybody" value="yes" />
          <input type="hidden" name="q" value={search ?? ""} />
          <input type="hidden" name="state" value={standing ?? ""} />
        </Form>
      </Disclosure>
    </div>
  );
}

/** How far the newest sendings to many have come, each with a button that stops it. Nothing where there was none of late. */
export async function Sendings({ t, ctx }: { t: Translator; ctx: Ctx }) {
  const batches = await listBatches(ctx);
  if (batches.length === 0) return null;
  const at = (instant: Date): string => momentsIn(ctx.request.language)(instant).text;
  return (
    <Part title={t("adminCustomers.many.title")} text={t("adminCustomers.many.keptNote")} id="sendings">
      <ul className="grid gap-5">
        {batches.map(({ id, by, total, createdAt, finishedAt, stoppedAt, sent, waiting }) => (
          <li key={id} className="grid gap-2">
            <p>
              <span className="font-medium">{t(`adminCustomers.many.${stateOf({ finishedAt, stoppedAt })}`)}</span>{" "}
              <span className="text-quiet">{t("adminCustomers.many.by", { by, at: at(createdAt) })}</span>
            </p>
            <progress max={total} value={total - waiting} className="w-full" aria-label={t("adminCustomers.many.title")} />
            <p>{t("adminCustomers.many.progress", { sent, total, waiting, kept: total - waiting - sent })}</p>
            {finishedAt === null && stoppedAt === null ? <Stop t={t} id={id} /> : null}
          </li>
        ))}
      </ul>
    </Part>
  );
}

const stateOf = ({ finishedAt, stoppedAt }: { finishedAt: Date | null; stoppedAt: Date | null }) =>
  stoppedAt !== null ? "stopped" : finishedAt !== null ? "finished" : "running";

const Stop = ({ t, id }: { t: Translator; id: string }) => (
  <Form
    action={stopManyAction}
    texts={formTexts(t)}
    submit={t("adminCustomers.many.stop")}
    submitFor={t("adminCustomers.many.stopFor")}
    tone="quiet"
    scope={`stop-${id}`}
  >
    <input type="hidden" name="batch" value={id} />
  </Form>
);
