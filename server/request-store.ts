import { AsyncLocalStorage } from "node:async_hooks";

/**
 * What the HTTP server knows of the request that is being answered, and what it is told to answer with. Next gives actions no way to
 * choose a status and pages no way to see the connection, so both meet here.
 */
export type RequestStore = {
  /** Path and query as asked for. */
  readonly url: string;
  /** The client's address as far as the trusted hops vouch for it. */
  readonly address: string;
  /** For inline style and script of this one answer (CSP). */
  readonly nonce: string;
  /** Whether somebody looks at a page of their own accord: no script, no prefetch, nothing embedded. */
  readonly isNavigation: boolean;
  /** Whether somebody has the page before them: a look of their own, or a page that lies open and draws itself anew. */
  readonly isLookedAt: boolean;
  /** Whether the request brought what Next reads before it asks us: a form, or where its own script stands. */
  readonly isReadBefore: boolean;
  status?: number;
  /** What this one page may show and ask beyond this shop. */
  sources?: Sources;
  retryAfterSeconds?: number;
  /** The code of what went wrong with the form that this request brought: its page is drawn by the same request. */
  failure?: string;
  /** The database was away or overloaded when it was needed. */
  isOutage?: true;
  /** A page ended as if there were none, and which plain page says so. */
  missing?: "missing" | "accounts-off";
  /** Set once any code of ours was asked about this request. */
  isReached?: true;
};

/** Hosts by what a page may have from them (CSP). */
export type Sources = {
  readonly frames: readonly string[];
  readonly styles: readonly string[];
  readonly connects: readonly string[];
};

declare global {
  // The server and Next's bundles are compiled apart; this is the one thing they share.
  var foyerRequests: AsyncLocalStorage<RequestStore> | undefined;
}

globalThis.foyerRequests ??= new AsyncLocalStorage<RequestStore>();

/** The store that {@link getRequestStore} reads; only the server runs requests in it. */
export const requestStores = globalThis.foyerRequests;

/** The request being answered. Throws outside of one. */
export function getRequestStore(): RequestStore {
  const store = requestStores.getStore();
  if (!store) throw new Error("there is no request here: Foyer runs under server/serve.ts");
  store.isReached = true;
  return store;
}

/** Whether what failed was the reading of a request, before any code of ours was asked: forms cut off, arguments that are none (T-S9). */
export const isUnreadable = ({ isReadBefore, isReached }: RequestStore): boolean => isReadBefore && !isReached;

/** Answers with this status, whatever Next would have chosen. */
export function answerWith(status: number, retryAfterSeconds?: number): void {
  const store = getRequestStore();
  store.status = status;
  if (retryAfterSeconds !== undefined) store.retryAfterSeconds = retryAfterSeconds;
}

/** What went wrong with the form that this request brought, for the page that is drawn in answer; null where nothing did. */
export const findFailure = (): string | null => getRequestStore().failure ?? null;

/** Lets the page that is being made show and ask these hosts, too. Called before anything of it has left. */
export function allowSources(sources: Sources): void {
  getRequestStore().sources = sources;
}

/** Notes that this request cannot be answered for want of the database. */
export function noteOutage(): void {
  const store = requestStores.getStore();
  if (store) Object.assign(store, { isOutage: true, retryAfterSeconds: 3 });
}
