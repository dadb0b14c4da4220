import { encodeForm, fillForm, getForm } from "./form";

type Page = { url: string; html: string };

/** What the fields of a form are given, by their autocomplete purpose. */
export type Values = Record<string, string>;

/** Somebody without JavaScript who goes from page to page: keeps cookies, and posts the forms that the pages have. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(
    private readonly base: string,
    /** PUBLIC_URL, where it differs from the process that is asked. */
    private readonly origin: string,
    private readonly address: string,
  ) {}

  /** Whether an answer has signed this browser in. */
  get isSignedIn(): boolean {
    return (this.#cookies.get("foyer.sid") ?? "") !== "";
  }

  /** Opens a page; anything but a page is an error. */
  async open(path: string): Promise<Page> {
    const answer = await this.#ask(path, { headers: {} });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    return { url: path, html: await answer.text() };
  }

  /** Fills in the form of a page that has a field of this purpose, and answers what sends it: the moment is the caller's to choose. */
  prepare({ url, html }: Page, purpose: string, values: Values): () => Promise<Response> {
    const form = getForm(html, purpose);
    const { contentType, body } = encodeForm(form, fillForm(form, values));
    const headers = { "content-type": contentType, origin: this.origin, "sec-fetch-site": "same-origin" };
    return () => this.#ask(form.action || url, { method: "POST", headers, body });
  }

  async #ask(path: string, init: { method?: string; headers: Record<string, string>; body?: string }): Promise<Response> {
    const { pathname, search } = new URL(path, this.base);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...init.headers, "x-forwarded-for": this.address, ...(cookie === "" ? {} : { cookie }) };
    const answer = await fetch(`${this.base}${pathname}${search}`, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";", 1);
      const at = pair.indexOf("=");
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }
}
