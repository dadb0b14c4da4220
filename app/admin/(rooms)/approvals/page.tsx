import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import { type Approval, listApprovals } from "@/core/approvals/list-approvals";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../moment";
import { News } from "../news";
import { approveAction, refuseAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminApprovals.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function ApprovalsPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/approvals");
  const { approved, refused } = await searchParams;
  const { requests, hasMore } = await listApprovals(ctx);
  const columns = (["since", "who", "answers", "decide"] as const).map((name) => t(`adminApprovals.columns.${name}`));
  const mayDecide = staff.permissions.has("registrations.manage");
  return (
    <>
      <h1>{t("adminApprovals.heading")}</h1>
      <p className="mt-1 mb-4 max-w-3xl text-quiet">{t("adminApprovals.intro")}</p>
      <News
        news={[
          [approved, t("adminApprovals.approved")],
          [refused, t("adminApprovals.refused")],
        ]}
      />
      {requests.length === 0 ? (
        <p className="my-6">{t("adminApprovals.none")}</p>
      ) : (
        <DataTable caption={t("adminApprovals.heading")} columns={columns}>
          {requests.map((one) => (
            <Row
              key={one.id}
              t={t}
              columns={columns}
              one={one}
              since={one.provenAt ? momentsIn(ctx.request.language)(one.provenAt).text : ""}
              mayDecide={mayDecide}
            />
          ))}
        </DataTable>
      )}
      {hasMore ? <p className="mt-4">{t("adminApprovals.more")}</p> : null}
    </>
  );
}

type RowProps = { t: Translator; columns: readonly string[]; one: Approval; since: string; mayDecide: boolean };

function Row({ t, columns: [sinceName, who, answers, decide], one, since, mayDecide }: RowProps) {
  return (
    <tr>
      <td data-label={sinceName}>{since}</td>
      <td data-label={who}>
        {`${one.firstName} ${one.lastName}`.trim()}
        <span className="block">{one.email}</span>
        {one.door === "sso" ? <span className="block text-sm text-quiet">{t("adminApprovals.provider")}</span> : null}
      </td>
      <td data-label={answers}>
        {one.company === null ? null : <span className="block">{t("adminApprovals.company", { name: one.company })}</span>}
        {one.hasPartnerCode ? <span className="block">{t("adminApprovals.partner")}</span> : null}
        {one.answered.map(({ key, label, answer }) => (
          <span key={key} className="block">{`${label}: ${answer}`}</span>
        ))}
      </td>
      <td data-label={decide}>{mayDecide ? <Decide t={t} id={one.id} email={one.email} /> : null}</td>
    </tr>
  );
}

function Decide({ t, id, email }: { t: Translator; id: string; email: string }) {
  return (
    <div className="grid gap-1">
      <Form
        action={approveAction}
        texts={formTexts(t)}
        submit={t("adminApprovals.approve")}
        submitFor={t("adminApprovals.for", { email })}
        tone="quiet"
        scope={`approve-${id}`}
      >
        <input type="hidden" name="pendingId" value={id} />
      </Form>
      <Disclosure text={t("adminApprovals.refuse")} textFor={t("adminApprovals.for", { email })} isGrave>
        <Form
          action={refuseAction}
          texts={formTexts(t)}
          submit={t("adminApprovals.refuse")}
          submitFor={t("adminApprovals.for", { email })}
          tone="quiet"
          scope={`refuse-${id}`}
        >
          <input type="hidden" name="pendingId" value={id} />
          <Field name="reason" label={t("adminApprovals.reason")} hint={t("adminApprovals.reasonHint")} autoComplete="off" />
        </Form>
      </Disclosure>
    </div>
  );
}
