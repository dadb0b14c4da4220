import type { admin as english } from "@/messages/en/admin";
import { adminAudit } from "@/messages/es/admin-audit";
import type { Shape } from "@/messages/shape";

/** The back office: frame, door, overview, settings pages, audit log. */
export const admin: Shape<typeof english> = {
  title: "Administración",
  navLabel: "Administración",
  rooms: { overview: "Resumen", staff: "Personal", mail: "Correo", settings: "Ajustes", audit: "Registro de actividad" },
  signedInAs: "Sesión de {name}",
  toShop: "Ver la tienda",
  signIn: {
    heading: "Iniciar sesión",
    intro: "Para las personas que llevan esta tienda.",
    identifier: "Correo electrónico",
    password: "Contraseña",
    submit: "Iniciar sesión",
    refused: "No ha funcionado. Revise los dos datos. Tras varios intentos fallidos, espere unos minutos.",
    help: "¿Olvidó su contraseña? Pida un enlace a un administrador de la tienda o a quien lleve el servidor.",
    renewed: "Su contraseña nueva está guardada. Inicie sesión con ella.",
  },
  setup: {
    heading: "Cree su contraseña",
    intro: "Para {email}. Después entrará directamente en la administración.",
    newPassword: "Contraseña nueva",
    submit: "Guardar contraseña",
    goneHeading: "Este enlace ya no funciona",
    otherHeading: "Otra persona tiene la sesión abierta aquí",
    goneText:
      "Ya se usó, ha caducado, se retiró o se creó otro más reciente. Si ya creó su contraseña, inicie sesión. Si no, pida un enlace nuevo a quien se lo dio.",
    toSignIn: "Ir al inicio de sesión",
    renewHeading: "Elija una contraseña nueva",
    renewIntro: "Para {email}. Después inicie sesión con ella.",
  },
  overview: {
    heading: "Resumen",
    attention: "Necesita su atención",
    nothing: "Nada por el momento.",
    mailsFailed: "{count, plural, one {# correo no se pudo entregar.} other {# correos no se pudieron entregar.}}",
    mailsWaiting:
      "{count, plural, one {# correo espera desde hace más de dos minutos.} other {# correos esperan desde hace más de dos minutos.}}",
    mailsBounced: "{count, plural, one {# correo de esta semana ha vuelto.} other {# correos de esta semana han vuelto.}}",
    unread:
      "{count, plural, one {El mensaje de un cliente lleva más de una hora sin leer.} =100 {Los mensajes de más de 99 clientes llevan más de una hora sin leer.} other {Los mensajes de # clientes llevan más de una hora sin leer.}}",
    mailbox: "El buzón {name} no se puede leer. Lo que los clientes escriban ahí no llega.",
    noMailServer:
      "No hay servidor de correo: los correos se guardan y esperan. Mientras no lo haya, nadie puede registrarse ni cambiar su contraseña.",
    registrationClosed: {
      "switched-off": "El registro está cerrado: está desactivado.",
      "accounts-off": "El registro está cerrado: las cuentas de cliente están desactivadas.",
      "no-person-in-charge": "El registro está cerrado: todavía no hay una persona responsable de los clientes nuevos.",
      "person-in-charge-inactive": "El registro está cerrado: la persona responsable ya no está activa aquí.",
      "not-yet": "El registro está cerrado: todavía no ha llegado su momento.",
      over: "El registro está cerrado: su plazo ha terminado.",
      full: "El registro está cerrado: todas las plazas están ocupadas.",
    },
    numbersRefused:
      "Se están rechazando los inicios de sesión con número de cliente: más de 1000 intentos han fallado en diez minutos. Puede que alguien pruebe números uno tras otro. El correo, los proveedores y las contraseñas nuevas siguen funcionando.",
    codesGuessed: {
      open: "Hoy se han probado en vano {count, number} códigos de socio. Puede que alguien intente adivinarlos. Los que crea Foyer no se pueden adivinar; retire los cortos que haya elegido usted.",
      closed:
        "Hoy se han probado en vano {count, number} códigos de socio, así que hasta que acabe el día (UTC) nadie puede usar un código elegido por el personal. Los que crea Foyer siguen valiendo: cree uno de esos para el socio que lo necesite ahora.",
    },
    sameAddress:
      "{count, plural, one {# cliente comparte dirección con otra cuenta.} other {# clientes comparten dirección con otra cuenta.}} Quizá sean la misma persona.",
    look: "Verlo",
    change: "Cambiarlo",
    askAdmin: "Un administrador puede cambiarlo.",
    askAdminToLook: "Un administrador puede verlo.",
    figures: "Hoy y en total",
    customers: "Clientes",
    accounts: "Clientes con cuenta",
    pending: "Activaciones pendientes",
    registrations: "Registros de hoy",
    signIns: "Clientes que han entrado hoy",
    days: "Los días empiezan a medianoche UTC.",
  },
  trends: {
    heading: "Los últimos {count} días",
    table: "Como tabla",
    day: "Día (UTC)",
    titles: {
      registrations: "Registros",
      signIns: "Inicios de sesión",
      refusedSignIns: "Inicios de sesión rechazados",
      activations: "Activaciones",
      mails: "Correo",
    },
    series: {
      registrations: "Completados",
      signIns: "Con éxito",
      refusedSignIns: "Rechazados",
      activationsSent: "Enviadas",
      activations: "Activadas",
      mailsSent: "Entregados",
      mailsFailed: "Abandonados",
    },
  },
  settings: {
    heading: "Ajustes: {group}",
    nav: "Grupos de ajustes",
    groups: {
      access: { title: "Acceso", text: "Quién ve la tienda y cómo entran los clientes." },
      registration: { title: "Registro", text: "Cómo obtienen una cuenta los clientes nuevos." },
      captcha: {
        title: "Control contra robots",
        text: "Cuál se usa. Cuándo se pide está en Registro.",
      },
      partners: { title: "Socios", text: "Dónde se buscan los códigos de socio. Si se piden está en Registro." },
      activation: { title: "Cuentas creadas por el personal", text: "Cómo entran los clientes a quienes invita el personal." },
      passwords: {
        title: "Contraseñas",
        text: "Cómo debe ser una contraseña nueva. La regla es la misma en todas partes.",
      },
      sessions: {
        title: "Duración de la sesión",
        text: "Cuánto tiempo permanecen dentro los clientes. La sesión del personal termina tras 15 minutos sin actividad.",
      },
      privacy: { title: "Privacidad", text: "Qué se conserva de las personas que ya no son clientes." },
      staff: { title: "Personal", text: "Cómo inician sesión las personas que llevan la tienda." },
      mail: { title: "Correo", text: "Cómo salen los correos." },
      audit: { title: "Registro de actividad", text: "Cuánto tiempo se guarda quién hizo qué." },
      shop: { title: "Tienda", text: "El nombre y el aspecto de la tienda." },
      app: {
        title: "Aplicación",
        text: "Su propia aplicación, que los teléfonos abren en vez del navegador cuando alguien sigue un enlace de esta tienda.",
      },
    },
    submit: "Guardar",
    discard: "Descartar cambios",
    saved: "Guardado. El cambio tiene efecto en todas partes en menos de un segundo.",
    help: "Ayuda: {label}",
    warning: "Tenga en cuenta",
    bounds: {
      days: "De {min, number} a {max, number} días",
      hours: "De {min, number} a {max, number} horas",
      characters: "De {min, number} a {max, number} caracteres",
      plain: "De {min, number} a {max, number}",
    },
    listHint: "Separe varios con comas o en líneas distintas.",
    overridden:
      "Quien administra este servidor ha fijado SMTP_URL (en la demostración, su propio receptor de correos): se usa ese y no lo que se escriba aquí.",
    ssoOnlyNow:
      "Si lo activa ahora, {signedOut, plural, =0 {no se cerrará ninguna sesión} one {se cerrará al instante la sesión de # cliente} other {se cerrarán al instante las sesiones de # clientes}}. {unconnected, plural, =0 {Todas las cuentas están conectadas con un proveedor.} one {# cuenta aún no está conectada con ningún proveedor: su titular solo entrará si alguno conoce la misma dirección de correo.} other {# cuentas aún no están conectadas con ningún proveedor: sus titulares solo entrarán si alguno conoce la misma dirección de correo.}}",
    secretSet: "Hay algo guardado. Déjelo vacío para conservarlo.",
    secretUnset: "Todavía no hay nada guardado.",
    secretRemove: "Eliminar lo guardado",
    warnings: {
      "force-login-registration-closed":
        "El acceso es obligatorio y el registro está cerrado: solo entran quienes ya tienen una cuenta.",
      "guests-need-accounts":
        "Los invitados no pueden comprar y nadie puede registrarse: solo compran quienes ya tienen una cuenta.",
      "force-login-failing":
        "El acceso es obligatorio, los clientes solo entran por un proveedor y ninguna conexión activa funciona: nadie ve la tienda. Mire en Inicio de sesión único.",
      "sso-only": "Si su proveedor de acceso falla, ningún cliente podrá entrar hasta que vuelva a funcionar.",
      "sso-only-failing":
        "Ahora mismo no funciona ninguna conexión activa: ningún cliente puede entrar. Mire en Inicio de sesión único.",
      "sso-only-untested":
        "Ninguna conexión activa se ha probado desde su último cambio. Pruébela en Inicio de sesión único antes de que lo hagan los clientes.",
      "sso-only-doubtful":
        "El último inicio de sesión de prueba no funcionó, aunque uno anterior sí. Si falló por culpa del proveedor, ahora tampoco puede entrar ningún cliente. Mire en Inicio de sesión único y vuelva a probarlo.",
      "sso-only-registration-closed":
        "El registro está cerrado: solo entran quienes ya han iniciado sesión antes por una conexión.",
      "tell-at-once": "Cualquiera puede averiguar si una dirección es de un cliente suyo con solo probarla.",
      "code-without-way-back":
        "La gente se registra sin contraseña y no puede iniciar sesión con un código: quien no elija ninguna solo vuelve a entrar con «¿Olvidó la contraseña?». Active «Iniciar sesión con un código del correo» en Acceso.",
      "needed-by-code-flow":
        "La gente se registra con nombre, correo y código, sin contraseña. Mientras esto esté desactivado, quien no elija ninguna solo vuelve a entrar con «¿Olvidó la contraseña?».",
      "first-password": "Mientras no se use y no pase un día, quien lea el correo puede elegir la contraseña de la cuenta.",
      "access-data-without-captcha":
        "Los datos de acceso deben enviarse solo tras un control contra robots; «Nunca» también lo desactiva aquí.",
      "captcha-off": "Los robots pueden registrarse y hacer que esta tienda envíe correos a desconocidos.",
      "no-person-in-charge": "El registro sigue cerrado hasta que indique una persona responsable.",
      "person-in-charge-inactive": "Esta persona ya no está activa, así que el registro se ha cerrado. Indique a otra.",
      "registration-full": "Todas las plazas están ocupadas: nadie puede registrarse hasta que haya una libre o haya más.",
      "registration-not-yet": "Hasta entonces nadie puede registrarse.",
      "registration-over": "Ese momento ya pasó: nadie puede registrarse.",
      "waiting-list-without-capacity": "No hay máximo, así que nadie tiene que esperar.",
      "short-passwords": "Con menos de 15 caracteres, una contraseña por sí sola protege peor de lo que aconsejan los expertos.",
      "idle-beyond-absolute": "El límite de abajo cierra todas las sesiones antes de que pueda hacerlo este.",
      "no-mail-server": "No sale ningún correo hasta que lo indique: nadie puede registrarse ni cambiar su contraseña.",
    },
    portal: {
      title: "Dirección del portal",
      text: "Désela a sus clientes: ahí inician sesión y se registran.",
      copy: "Copiar",
      copied: "Copiado",
      qr: "Código QR de {url}",
    },
  },
  confirm: {
    label: "Su contraseña",
    hint: "Para confirmar que es usted: este cambio decide quién entra, y escribió su contraseña hace más de 15 minutos.",
  },
  audit: adminAudit,
};
