import type { ownAccount as english } from "@/messages/en/own-account";
import type { Shape } from "@/messages/shape";

/** What customers do with their own account: sessions, profile, address, data. */
export const ownAccount: Shape<typeof english> = {
  nav: {
    label: "Mi cuenta",
    overview: "Resumen",
    orders: "Pedidos",
    profile: "Perfil",
    company: "Empresa",
    security: "Acceso y seguridad",
    messages: "Mensajes",
    data: "Sus datos",
  },
  /** Who does something dangerous shows whose account it is. */
  owner: {
    password: "Su contraseña en esta tienda",
    fresh: "Debe haber iniciado sesión en los últimos 15 minutos. Si no, cierre la sesión y vuelva a iniciarla antes.",
  },
  sessions: {
    heading: "Dónde tiene la sesión iniciada",
    text: "Si no reconoce alguna, ciérrela y cambie su contraseña.",
    device: "{browser} en {system}",
    unknown: "Dispositivo desconocido",
    this: "Este dispositivo",
    methods: {
      password: "con su contraseña",
      registration: "al registrarse",
      activation: "con su enlace de activación",
      invitation: "con su invitación",
      code: "con un código del correo",
    },
    byProvider: "con «{button}»",
    signedIn: "Sesión iniciada el {at}, {how}",
    seen: "Última actividad: {at}",
    from: "Desde {address}",
    end: "Cerrar sesión",
    endFor: "{device}, última actividad: {at}",
    endOthers: "Cerrar la sesión en todos los demás",
    ended: "Hecho. Allí, el siguiente clic lleva a la página de inicio de sesión.",
  },
  profile: {
    heading: "Perfil",
    intro:
      "La tienda usa estos datos para usted y sus pedidos. Los pedidos ya hechos conservan el nombre con el que se hicieron.",
    language: "Idioma de las páginas y los correos",
    chooseLanguage: "Elija un idioma",
    submit: "Guardar",
    saved: "Guardado.",
    changed:
      "Entretanto su perfil se ha cambiado en otra pestaña o desde la tienda, así que no se ha guardado nada. Lo que ha escrito sigue aquí: compárelo con su perfil en otra pestaña y vuelva a guardar si es correcto.",
    emailHeading: "Correo electrónico",
    noEmail: "No consta ninguna dirección de correo.",
    changeEmail: "Cambiar el correo",
    numberHeading: "Número de cliente",
    numberText: "No cambia.",
  },
  email: {
    heading: "Cambiar su correo electrónico",
    now: "Su cuenta tiene ahora {email}.",
    none: "Su cuenta todavía no tiene una dirección de correo propia.",
    text: "Enviamos un correo a la dirección nueva. Solo cuando la haya confirmado sustituirá a la actual. A la actual también la avisamos.",
    email: "Correo electrónico nuevo",
    submit: "Enviar confirmación",
    back: "Perfil",
    sentHeading: "Mire su correo",
    sentTo: "Hemos enviado un correo a {email}. Abra su enlace en este navegador o escriba aquí su código.",
    sent: "Hemos enviado un correo a la dirección nueva, salvo que hubiera recibido otro hace un momento. Abra su enlace en este navegador o escriba aquí su código.",
    until: "Hasta entonces no cambia nada. El enlace vale una hora.",
    againHeading: "¿No llega nada, o la dirección no era esa?",
    changed:
      "Su cuenta tiene su dirección de correo nueva. Se ha cerrado la sesión en los demás dispositivos y se ha avisado a la dirección anterior.",
  },
  confirmEmail: {
    heading: "Confirmar su correo nuevo",
    text: "{email} pasa a ser el correo de la cuenta con el número de cliente {number}.",
    submit: "Usar esta dirección",
    signInFirst:
      "Este enlace da a la cuenta con el número de cliente {number} la dirección {email}. Para confirmarlo, inicie sesión en esa cuenta en este navegador y vuelva a abrir el enlace, o escriba el código del correo donde lo pidió.",
    otherAccount:
      "Este enlace da a la cuenta con el número de cliente {number} la dirección {email}. Aquí tiene abierta la sesión de otra cuenta. Ciérrela, inicie sesión en aquella y vuelva a abrir el enlace.",
    notYou: "Si no lo ha pedido usted, cierre esta página. No cambia nada.",
    signIn: "Iniciar sesión",
    toAccount: "Ir a mi cuenta",
    staleHeading: "Este enlace ya no es válido",
    stale:
      "Se usó, ha caducado, se envió otro más nuevo o se perdió una parte por el camino. En su perfil ve qué correo tiene ahora su cuenta.",
    toProfile: "Ir a mi perfil",
    again: "Cambiar el correo",
  },
  restoreEmail: {
    heading: "Recuperar su cuenta",
    text: "Su cuenta vuelve a tener {email} como correo. Se cierran todas las sesiones, se quita lo que se haya vinculado desde entonces y a continuación usted crea una contraseña nueva.",
    submit: "No he sido yo, recuperarla",
    notNeeded: "Si cambió la dirección usted, cierre esta página. No cambia nada.",
    staleHeading: "Este enlace ya no es válido",
    stale: "Se usó, o han pasado más de tres días. Si otra persona tiene su cuenta, póngase en contacto con la tienda.",
    signIn: "Iniciar sesión",
  },
  data: {
    heading: "Sus datos",
    exportHeading: "Descargar sus datos",
    exportText:
      "Un archivo con todo lo que esta tienda sabe de usted: perfil, pedidos, formas de acceso, sesiones, correos y lo que ha pasado con su cuenta. Está en JSON, que otros programas saben leer. No contiene contraseñas.",
    exportSubmit: "Descargar",
    eraseHeading: "Borrar su cuenta y sus datos",
    eraseText: "No se puede deshacer, ni siquiera la tienda puede.",
    goes: "Qué desaparece",
    goesList:
      "Su cuenta con todas las formas de acceso, su perfil, su cesta, las copias de los correos que guardamos y los enlaces de los correos que usted tiene.",
    stays: "Qué se queda",
    ordersKept:
      "Sus pedidos siguen en la contabilidad de la tienda con el nombre y la dirección postal con que se hicieron, porque las tiendas deben conservar las facturas. Se quita su correo electrónico y ya nadie puede abrirlos con un enlace.",
    ordersAnonymous:
      "De sus pedidos solo quedan el número, los artículos, los importes y el país. Se quitan nombre, dirección y correo.",
    logStays: "El registro de actividad conserva que algo ocurrió, sin su nombre ni su dirección.",
    again: "Si vuelve a registrarse con el mismo correo, empezará como cliente nuevo: estos pedidos no vuelven.",
    typedNumber: "Su número de cliente, para estar seguros",
    typedNumberHint: "Es {number}.",
    eraseSubmit: "Borrar cuenta y datos",
    erasedHeading: "Sus datos se han borrado",
    erasedText: "Su cuenta y sus datos ya no existen. Le hemos enviado un último correo que lo confirma.",
    toShop: "A la tienda",
  },
};
