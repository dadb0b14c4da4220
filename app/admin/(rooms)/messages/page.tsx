import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { FilterLinks, ListLink, PageLinks } from "@/components/admin/list-links";
import { SearchForm } from "@/components/admin/search-form";
import { LiveMessages } from "@/components/conversation/live-messages";
import { findNewest } from "@/core/conversations/find-newest";
import {
  type ConversationFilter,
  type ConversationsPage,
  conversationQuery,
  conversationsShown,
  listConversations,
  readConversationFilter,
} from "@/core/conversations/list-conversations";
import type { Language } from "@/core/ctx";
import { LONGEST_SEARCH } from "@/core/customers/read-customer-filter";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { fullName } from "../customers/words";
import { momentsIn } from "../moment";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminMessages.heading")} – ${t("admin.title")}` };
}

const PATH = "/admin/messages";

type Props = { searchParams: Promise<Query> };

export default async function MessagesRoomPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/messages");
  const filter = readConversationFilter(await searchParams);
  // Before the list: what is said in between is news to the window.
  const newest = await findNewest(ctx, null);
  const { conversations, next } = await listConversations(ctx, { staffId: staff.staffId, filter });
  const isWhole = filter.show === "all" && filter.search === undefined && filter.before === undefined;
  return (
    <>
      <h1>{t("adminMessages.heading")}</h1>
      <p className="mt-1 mb-4 text-quiet">{t("adminMessages.intro")}</p>
      <LiveMessages url={`${PATH}/events`} newest={newest} ended={t("conversation.ended")} />
      <Search t={t} filter={filter} />
      <Filters t={t} filter={filter} />
      {conversations.length === 0 ? (
        <p className="my-6">{t(isWhole ? "adminMessages.noneYet" : "adminMessages.none")}</p>
      ) : (
        <List t={t} language={ctx.request.language} conversations={conversations} />
      )}
      <PageLinks>
        {filter.before === undefined ? null : (
          <ListLink path={PATH} query={conversationQuery({ ...filter, before: undefined })} text={t("adminMessages.newest")} />
        )}
        {next ? <ListLink path={PATH} query={conversationQuery(next)} text={t("adminMessages.older")} /> : null}
      </PageLinks>
    </>
  );
}

type PartProps = { readonly t: Translator; readonly filter: ConversationFilter };

function Search({ t, filter: { show, search } }: PartProps) {
  return (
    <SearchForm
      action={PATH}
      label={t("adminMessages.search.label")}
      field={t("adminMessages.search.field")}
      submit={t("adminMessages.search.submit")}
      search={search}
      atMost={LONGEST_SEARCH}
      hidden={show === "all" ? null : <input type="hidden" name="show" value={show} />}
    >
      {search === undefined ? null : <ListLink path={PATH} query="" text={t("adminMessages.search.clear")} />}
    </SearchForm>
  );
}

function Filters({ t, filter: { show, search } }: PartProps) {
  return (
    <FilterLinks label={t("adminMessages.show")}>
      {conversationsShown.map((one) => (
        <ListLink
          key={one}
          path={PATH}
          query={conversationQuery({ show: one, search })}
          text={t(`adminMessages.filters.${one}`)}
          isChosen={one === show}
        />
      ))}
    </FilterLinks>
  );
}

type ListProps = {
  readonly t: Translator;
  readonly language: Language;
  readonly conversations: ConversationsPage["conversations"];
};

function List({ t, language, conversations }: ListProps) {
  const names = (["customer", "state", "contact", "last"] as const).map((name) => t(`adminMessages.columns.${name}`));
  const [customer, state, contact, last] = names;
  const moment = momentsIn(language);
  return (
    <DataTable caption={t("adminMessages.heading")} columns={names}>
      {conversations.map((one) => (
        <tr key={one.id}>
          <td data-label={customer}>
            <a href={`${PATH}/${one.id}`} className="inline-flex min-h-6 items-center wrap-anywhere">
              {fullName(t, one)}, {one.number}
            </a>
          </td>
          <td data-label={state}>
            {one.isUnread ? (
              <strong>{t("adminMessages.unread")}</strong>
            ) : (
              <span className="text-quiet">{t("adminMessages.read")}</span>
            )}
          </td>
          <td data-label={contact}>{one.contact ?? <span className="text-quiet">{t("adminMessages.nobody")}</span>}</td>
          <td data-label={last}>{one.lastMessageAt ? moment(one.lastMessageAt).text : ""}</td>
        </tr>
      ))}
    </DataTable>
  );
}
