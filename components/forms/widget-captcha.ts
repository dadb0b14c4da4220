type Rendering = {
  readonly sitekey: string;
  readonly action: string;
  readonly callback: (answer: string) => void;
  readonly "error-callback": () => void;
};

/** What both providers' scripts put into the window. */
type WidgetApi = { render(box: HTMLElement, rendering: Rendering): unknown };

declare global {
  interface Window {
    turnstile?: WidgetApi;
    hcaptcha?: WidgetApi;
  }
}

const SCRIPTS = {
  turnstile: "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit",
  hcaptcha: "https://js.hcaptcha.com/1/api.js?render=explicit&recaptchacompat=off",
} as const;

/** A captcha that is a provider's own part of the page. */
export type WidgetKind = keyof typeof SCRIPTS;

/** Whether a kind is one of these. */
export const isWidget = (kind: string): kind is WidgetKind => Object.hasOwn(SCRIPTS, kind);

/** Shows a provider's captcha in a box and waits for its answer; null if it could not be had. Only who is asked loads the script. */
export async function answerByWidget(kind: WidgetKind, challenge: string, box: HTMLElement): Promise<string | null> {
  const api = await load(kind);
  if (!api) return null;
  const { siteKey, action }: { siteKey: string; action: string } = JSON.parse(challenge);
  const inner = document.createElement("div");
  box.replaceChildren(inner);
  return new Promise((resolve) => {
    api.render(inner, { sitekey: siteKey, action, callback: resolve, "error-callback": () => resolve(null) });
  });
}

async function load(kind: WidgetKind): Promise<WidgetApi | undefined> {
  if (!window[kind]) await run(SCRIPTS[kind]).catch(() => undefined);
  return window[kind];
}

/** The page's own script is trusted with adding another (CSP: strict-dynamic). */
function run(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.async = true;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}
