import { preferredOf } from "@/messages/preferred-language";

const SENTENCES = {
  en: {
    starting: ["One moment", "The shop is starting. Please try again in a few seconds."],
    busy: [
      "Very busy right now",
      "Too many people are at the door at once. Please try again in a few seconds; nothing was lost or changed.",
    ],
    down: ["Something is out of order", "The shop cannot answer right now. Nothing was changed. Please try again in a moment."],
    unavailable: ["One moment, please", "The shop cannot answer right now. Please try again in a few seconds."],
    foreign: [
      "This request came from another site",
      "For your safety it was not carried out. Please open the page here and try again.",
    ],
    "too-large": ["That is too much", "What was sent is larger than this page accepts. Please shorten it and try again."],
    "file-too-large": [
      "This file is too large",
      "An import takes up to 500 MB. Please split the file and bring in its parts one after the other.",
    ],
    "logo-too-large": [
      "This picture is too large",
      "A logo travels in every mail and may have up to 100 kB. Nothing was changed. Please make the picture smaller and choose it again.",
    ],
    missing: ["Page not found", "There is nothing at this address. Please check it for a typing mistake."],
    "accounts-off": [
      "No customer accounts at present",
      "This shop has switched customer accounts off for now, so there is nothing to sign in to. You can order as a guest.",
    ],
    malformed: ["This request cannot be read", "Please check the address and try again."],
    method: ["This cannot be done here", "Please open the page in your browser and use what it offers."],
    "not-a-form": ["This is not a form", "Please open the page in your browser and fill in its form."],
    "out-of-date": [
      "This page is out of date",
      "It has been open since before an update, so nothing was changed. Please go back, reload the page and try again.",
    ],
  },
  es: {
    starting: ["Un momento", "La tienda está arrancando. Inténtelo de nuevo dentro de unos segundos."],
    busy: [
      "Hay mucha gente ahora mismo",
      "Demasiadas personas a la vez. Inténtelo dentro de unos segundos; no se ha perdido ni cambiado nada.",
    ],
    down: ["Algo no funciona", "La tienda no puede responder ahora. No se ha cambiado nada. Inténtelo de nuevo en un momento."],
    unavailable: [
      "Un momento, por favor",
      "La tienda no puede responder en este momento. Inténtelo de nuevo dentro de unos segundos.",
    ],
    foreign: [
      "Esta petición vino de otro sitio",
      "Por su seguridad no se ha ejecutado. Abra la página aquí e inténtelo de nuevo.",
    ],
    "too-large": ["Es demasiado", "Lo enviado es mayor de lo que esta página acepta. Acórtelo e inténtelo de nuevo."],
    "file-too-large": [
      "Este archivo es demasiado grande",
      "Una importación admite hasta 500 MB. Divida el archivo y traiga sus partes una tras otra.",
    ],
    "logo-too-large": [
      "Esta imagen es demasiado grande",
      "El logotipo viaja en cada correo y puede ocupar hasta 100 kB. No se ha cambiado nada. Reduzca la imagen y elíjala de nuevo.",
    ],
    missing: ["Página no encontrada", "No hay nada en esta dirección. Compruebe que esté bien escrita."],
    "accounts-off": [
      "De momento no hay cuentas de cliente",
      "Esta tienda tiene las cuentas de cliente desactivadas por ahora, así que no hay dónde iniciar sesión. Puede comprar como invitado.",
    ],
    malformed: ["No se puede leer esta petición", "Compruebe la dirección e inténtelo de nuevo."],
    method: ["Esto no se puede hacer aquí", "Abra la página en su navegador y utilice lo que ofrece."],
    "not-a-form": ["Esto no es un formulario", "Abra la página en su navegador y rellene su formulario."],
    "out-of-date": [
      "Esta página está anticuada",
      "Estaba abierta desde antes de una actualización y no se ha cambiado nada. Vuelva atrás, recárguela e inténtelo de nuevo.",
    ],
  },
} as const;

/** Where to go on from an address that has nothing: for customers, and for staff. */
const WAYS = { en: ["To the shop", "To the back office"], es: ["A la tienda", "A la administración"] } as const;

/** Why a plain page is shown. */
export type PlainReason = keyof (typeof SENTENCES)["en"];

/**
 * A page that needs nothing: no database, no Next, no script. For when one of those is the trouble, and for refusals at the very door.
 * Tells nothing about the inside (T-G5). `path` is what was asked for: where nothing is there, a link leads on to the shop or, from below
 * /admin, to the back office's door.
 */
export function plainPage(reason: PlainReason, acceptLanguage: string | undefined, nonce: string, path = "/"): string {
  const language = preferredOf(acceptLanguage) ?? "en";
  const [heading, text] = SENTENCES[language][reason];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${heading}</title><style nonce="${nonce}">body{font:1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color:#1d2522;background:#fbfaf7}
@media(prefers-color-scheme:dark){body{color:#e9ece9;background:#141917}}h1{font-size:1.5rem}a{color:inherit}</style></head>
<body><main><h1>${heading}</h1><p>${text}</p>${wayFrom(reason, language, path)}</main></body></html>`;
}

/** Back to the logo's form, which says the same. */
const TO_LOGO = { en: "Back to the logo", es: "Volver al logotipo" } as const;

function wayFrom(reason: PlainReason, language: keyof typeof WAYS, path: string): string {
  if (reason === "logo-too-large") return `<p><a href="/admin/mail/templates#logo">${TO_LOGO[language]}</a></p>`;
  return reason === "missing" || reason === "accounts-off" ? wayOn(language, path) : "";
}

function wayOn(language: keyof typeof WAYS, path: string): string {
  const [toShop, toBackOffice] = WAYS[language];
  return /^\/admin(\/|\?|$)/.test(path) ? `<p><a href="/admin">${toBackOffice}</a></p>` : `<p><a href="/">${toShop}</a></p>`;
}
