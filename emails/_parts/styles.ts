const FONT = '-apple-system, "Segoe UI", Roboto, "Noto Sans", Helvetica, Arial, sans-serif';
const text = { fontFamily: FONT, fontSize: "16px", lineHeight: "24px", color: "#1c2421", margin: "0 0 16px" } as const;

/** Inline, since mail programs drop style sheets; light, with {@link DARK_STYLES} on top where they are kept. */
export const styles = {
  paper: { backgroundColor: "#f3f1ec", margin: "0", padding: "24px 12px", fontFamily: FONT },
  column: { maxWidth: "560px", width: "100%", margin: "0 auto" },
  shop: { ...text, fontSize: "18px", fontWeight: 600, margin: "0 0 16px", paddingLeft: "12px" },
  logo: { display: "block", height: "48px", width: "auto", maxWidth: "100%", margin: "0 0 12px" },
  card: { backgroundColor: "#ffffff", border: "1px solid #e2e0d9", borderRadius: "10px", padding: "28px 24px 12px" },
  heading: { ...text, fontSize: "24px", lineHeight: "30px", fontWeight: 600, margin: "0 0 16px" },
  text,
  quiet: { ...text, fontSize: "14px", lineHeight: "21px", color: "#55605b" },
  footer: { ...text, fontSize: "13px", lineHeight: "19px", color: "#55605b", margin: "12px 0 0" },
  button: {
    fontFamily: FONT,
    fontSize: "16px",
    lineHeight: "20px",
    fontWeight: 600,
    textDecoration: "none",
    borderRadius: "6px",
    padding: "13px 22px",
  },
  address: { wordBreak: "break-all", color: "#1f4d8f" },
  code: {
    fontFamily: 'ui-monospace, "SF Mono", Consolas, monospace',
    fontSize: "34px",
    lineHeight: "44px",
    fontWeight: 600,
    letterSpacing: "6px",
    textAlign: "center",
    color: "#1c2421",
    backgroundColor: "#f3f1ec",
    borderRadius: "8px",
    margin: "0 0 12px",
    padding: "12px 8px",
  },
  row: { borderBottom: "1px solid #e2e0d9" },
  cell: { ...text, margin: "0", padding: "8px 0", verticalAlign: "top" },
  amount: { ...text, margin: "0", padding: "8px 0 8px 12px", textAlign: "right", verticalAlign: "top", whiteSpace: "nowrap" },
} as const;

/** For mail programs that keep style sheets and show mails on dark paper. No < > & or quotes: React would escape them. */
export const DARK_STYLES = `@media (prefers-color-scheme: dark) {
.paper { background-color: #131816 !important }
.card { background-color: #1b2220 !important; border-color: #2e3834 !important }
.ink { color: #e8ece9 !important }
.quiet { color: #a3aea8 !important }
.address { color: #9cc3ff !important }
.code { color: #e8ece9 !important; background-color: #131816 !important }
.line { border-color: #2e3834 !important }
}`;
