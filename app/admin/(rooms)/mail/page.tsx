import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { FilterLinks, ListLink, PageLinks } from "@/components/admin/list-links";
import { MailTable } from "@/components/admin/mail-table";
import { SearchForm } from "@/components/admin/search-form";
import { listMailRoom, type MailFilter, mailFilters, mailQuery, readMailFilter } from "@/core/mail/mail-room";
import { messageNames } from "@/core/mail/queue";
import { smtpSource } from "@/core/mail/smtp-source";
import { LONGEST_ADDRESS } from "@/core/mail/suppressions";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { getEnv } from "@/settings/env";
import { MailTabs } from "./mail-tabs";
import { mailInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminMail.heading")} – ${t("admin.title")}` };
}

const PATH = "/admin/mail";

type Props = { searchParams: Promise<Query> };

export default async function MailRoomPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail");
  const filter = readMailFilter(await searchParams);
  const { mails, next, trouble } = await listMailRoom(ctx, filter);
  const newest = filter.before === undefined ? null : { ...filter, before: undefined };
  const hasServer = smtpSource(getEnv().smtpUrl, ctx.settings) !== null;
  return (
    <>
      <h1>{t("adminMail.heading")}</h1>
      <MailTabs t={t} here="mails" permissions={staff.permissions} />
      <p className="mt-1 mb-4 text-quiet">{t("adminMail.intro")}</p>
      {hasServer ? null : <NoServer t={t} isAdmin={staff.role === "admin"} />}
      <Trouble text={trouble.waiting > 0 && hasServer ? t("adminMail.waiting", { count: trouble.waiting }) : ""} />
      <Trouble text={trouble.failed > 0 ? t("adminMail.failed", { count: trouble.failed }) : ""} />
      <MailSearch t={t} filter={filter} />
      <Filters t={t} filter={filter} />
      {mails.length === 0 ? (
        <p className="my-6">{t(mailQuery(filter) ? "adminMail.none" : "adminMail.noneYet")}</p>
      ) : (
        <MailTable t={t} mails={mails.map((mail) => mailInWords(t, ctx.request.language, mail))} />
      )}
      <PageLinks>
        {newest ? <ListLink path={PATH} query={mailQuery(newest)} text={t("adminMail.newest")} /> : null}
        {next ? <ListLink path={PATH} query={mailQuery(next)} text={t("adminMail.older")} /> : null}
      </PageLinks>
    </>
  );
}

function NoServer({ t, isAdmin }: { t: Translator; isAdmin: boolean }) {
  return (
    <div className="mb-4 max-w-3xl rounded-md border border-l-4 border-rule border-l-bad bg-card px-4 py-3">
      <p>{t("adminMail.noServer")}</p>
      {isAdmin ? (
        <a href="/admin/settings/mail" className="tall-link">
          {t("adminMail.setServer")}
        </a>
      ) : null}
    </div>
  );
}

const Trouble = ({ text }: { text: string }) => (text ? <p className="mb-2 font-medium text-bad">{text}</p> : null);

function MailSearch({ t, filter: { to, message, state } }: { t: Translator; filter: MailFilter }) {
  return (
    <SearchForm
      action={PATH}
      label={t("adminSending.search.label")}
      field={t("adminSending.search.to")}
      submit={t("adminSending.search.submit")}
      name="to"
      search={to}
      atMost={LONGEST_ADDRESS}
      hidden={
        <>
          <div className="grid min-w-0 flex-[0_1_16rem] gap-1">
            <label htmlFor="message" className="text-sm font-medium">
              {t("adminSending.search.message")}
            </label>
            <select className="input" id="message" name="message" defaultValue={message ?? ""}>
              <option value="">{t("adminSending.search.any")}</option>
              {messageNames.map((name) => (
                <option key={name} value={name}>
                  {t(`adminMail.messages.${name}`)}
                </option>
              ))}
            </select>
          </div>
          {state === undefined ? null : <input type="hidden" name="state" value={state} />}
        </>
      }
    >
      {to !== undefined || message !== undefined ? (
        <ListLink path={PATH} query={mailQuery({ state })} text={t("adminSending.search.clear")} />
      ) : null}
    </SearchForm>
  );
}

function Filters({ t, filter }: { t: Translator; filter: MailFilter }) {
  return (
    <FilterLinks label={t("adminMail.show")}>
      {[undefined, ...mailFilters].map((state) => (
        <ListLink
          key={state ?? "all"}
          path={PATH}
          query={mailQuery({ ...filter, before: undefined, state })}
          text={t(`adminMail.filters.${state ?? "all"}`)}
          isChosen={state === filter.state}
        />
      ))}
    </FilterLinks>
  );
}
