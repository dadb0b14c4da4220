import type { settings as english } from "@/messages/en/settings";
import { mailSettings } from "@/messages/es/mail-settings";
import { partnerSettings } from "@/messages/es/partner-settings";
import type { Shape } from "@/messages/shape";

/** Every setting in words. */
export const settings: Shape<typeof english> = {
  access: {
    customerAccounts: {
      label: "Cuentas de cliente",
      help: "Los clientes pueden tener una cuenta, iniciar sesión y ver lo que han comprado. Al principio está activado. Si lo desactiva, «Iniciar sesión» desaparece del menú, nadie puede entrar ni registrarse y todos compran como invitados. Las cuentas existentes se conservan y vuelven a funcionar cuando lo active de nuevo.",
    },
    forceLogin: {
      label: "Acceso obligatorio",
      help: "Solo los clientes con la sesión iniciada ven la tienda; los demás pasan antes por la página de inicio de sesión. Al principio está desactivado. Es útil para una tienda solo para clientes conocidos. Los buscadores y los visitantes nuevos no verán nada de sus productos. Necesita cuentas de cliente.",
    },
    ssoOnly: {
      label: "Solo inicio de sesión único",
      help: "Los clientes entran a través de su proveedor de acceso y de ningún otro modo: las contraseñas, el registro y el cambio de contraseña quedan cerrados para ellos. Al principio está desactivado. Necesita un proveedor conectado y probado. Si el proveedor falla, los clientes no pueden entrar; el personal siempre puede.",
    },
    guestCheckout: {
      label: "Compra como invitado",
      help: "Se puede comprar sin cuenta. Al principio está activado. Si lo desactiva, hay que iniciar sesión o registrarse antes de comprar, y algunas personas no lo harán.",
    },
    signInNames: {
      label: "Los clientes entran con",
      help: "Lo que los clientes pueden escribir para iniciar sesión. Al principio, ambas cosas. Si permite solo una, los clientes que únicamente conocen la otra no podrán entrar hasta que le pregunten.",
      options: {
        both: "Correo electrónico o número de cliente",
        email: "Solo el correo electrónico",
        number: "Solo el número de cliente",
      },
    },
    codeSignIn: {
      label: "Iniciar sesión con un código del correo",
      help: "Los clientes pueden recibir por correo un código de 6 cifras e iniciar sesión con él en lugar de una contraseña. Al principio está desactivado. Útil para quien nunca eligió una contraseña; quien pueda leer su correo podrá iniciar sesión, igual que con una contraseña olvidada.",
    },
    internalHosts: {
      label: "Proveedores dentro de su propia red",
      help: "Nombres de los servidores de inicio de sesión que tienen una dirección de una red privada, por ejemplo login.corp.example, separados por comas. Al principio está vacío: entonces Foyer solo pregunta a proveedores en internet. Indique únicamente servidores que gestione usted.",
    },
  },
  registration: {
    open: {
      label: "Registro abierto",
      help: "Los clientes nuevos pueden crear una cuenta por sí mismos. Al principio está activado, y funciona en cuanto haya una persona responsable. Si lo desactiva, nadie puede registrarse de ningún modo; las cuentas que ya existen no cambian.",
    },
    flow: {
      label: "Cómo se registra la gente",
      help: "Los pasos que sigue un cliente nuevo. Al principio: un formulario con nombre, correo y contraseña, y después un correo para comprobar la dirección. No existe ninguna cuenta hasta que la dirección está comprobada. Quien haya empezado de una forma termina en ella, también si cambia este ajuste.",
      options: {
        form: "Un formulario y un correo de confirmación",
        "email-first": "Primero el correo electrónico; todo lo demás, con el correo que se envía",
        code: "Nombre y correo electrónico, y un código que llega por correo; sin contraseña",
        "access-data": "Un formulario y los datos de acceso por correo",
      },
    },
    firstPassword: {
      label: "Primera contraseña por correo",
      help: "Permite que un correo lleve algo que sirve una sola vez como primera contraseña, durante 24 horas, y que solo abre la página donde se elige la definitiva. Al principio ninguna, que es lo más seguro: quien lea el correo más tarde no puede hacer nada con él. Cada clase pertenece a una forma de registrarse y no cambia nada en las demás.",
      options: {
        none: "Ninguna",
        code: "El código (cuando la gente se registra con código)",
        generated: "Una contraseña generada (cuando se envían datos de acceso)",
      },
    },
    tellTaken: {
      label: "Si la dirección ya tiene una cuenta",
      help: "Lo que ve quien se registra con una dirección que ya pertenece a una cuenta. Al principio solo se avisa por correo al dueño del buzón. Avisar al momento es más cómodo, pero así cualquiera puede averiguar quiénes son sus clientes probando direcciones.",
      options: {
        "after-proof": "Avisar solo al dueño del buzón",
        "at-once": "Avisar al momento en el formulario",
      },
    },
    personInCharge: {
      label: "Persona responsable",
      help: "Correo electrónico del miembro del personal que atiende a los clientes nuevos. Al principio, el administrador que preparó la tienda. Si falta, o si esa persona ya no está activa, el registro se cierra por sí solo.",
    },
    contact: {
      label: "A quién preguntar",
      help: "A quién se puede preguntar mientras nadie puede registrarse: un correo, un teléfono o un nombre. Todo el mundo puede leerlo en la página de registro. Al principio está vacío: la página solo dice que se puede preguntar a la tienda.",
    },
    welcomeMessage: {
      label: "Mensaje de bienvenida",
      help: "El primer mensaje que un cliente nuevo encuentra en «Mensajes», de parte de la persona responsable. Al principio está vacío y no hay ninguno. Los clientes que ya se registraron no lo reciben.",
    },
    capacity: {
      label: "Máximo de clientes",
      help: "Cuántos clientes activos pueden haberse registrado, de la forma que sea; las cuentas creadas o importadas por el personal no cuentan. Al principio es 0, es decir, todos los que quieran. Al llegar al número, el registro se cierra, y se abre de nuevo en cuanto se desactiva o se borra a uno de ellos. Un número menor que los clientes que hay no quita a nadie.",
    },
    waitingList: {
      label: "Lista de espera",
      help: "Cuando todas las plazas están ocupadas, la gente puede dejar su dirección y recibe un correo cuando hay una libre; se le guarda dos días y después pasa a la siguiente persona. Al principio está desactivada. A quien ya está en la lista cuando se desactiva se le avisa igualmente.",
    },
    linkOnly: {
      label: "Solo con el enlace de registro",
      help: "Solo puede registrarse quien llega por el enlace de registro que aparece abajo; a los demás la página les dice que lo pidan. Al principio está desactivado. Quien tiene el enlace puede pasarlo; uno nuevo anula el anterior al instante.",
    },
    opensAt: {
      label: "Abre",
      help: "Desde cuándo se puede registrar la gente, según el reloj de la zona horaria indicada en «Tienda». Al principio está vacío: está abierto ya.",
    },
    closesAt: {
      label: "Cierra",
      help: "Hasta cuándo se puede registrar la gente, según el reloj de la zona horaria indicada en «Tienda». Al principio está vacío: sigue abierto. Quien empezó y confirma la dirección más tarde ya no llega a tiempo.",
    },
    allowedDomains: {
      label: "Dominios permitidos",
      help: "Solo pueden registrarse direcciones de estos dominios, como example.com para alguien@example.com; un subdominio tiene que figurar aparte. Al principio está vacío: vale cualquier dominio. Las cuentas que ya existen y las que crea el personal no cambian.",
    },
    blockedDomains: {
      label: "Dominios bloqueados",
      help: "Las direcciones de estos dominios, y de todo lo que cuelga de ellos, no pueden registrarse. Al principio está vacío. Las cuentas que ya existen no cambian.",
    },
    refuseDisposable: {
      label: "Rechazar direcciones de usar y tirar",
      help: "Activado al principio: nadie se registra con un buzón que se borra solo o que cualquiera puede leer. Foyer conoce varios cientos de estos servicios.",
    },
    disposableDomains: {
      label: "Más dominios de usar y tirar",
      help: "Dominios que se rechazan como de usar y tirar además de los que Foyer conoce; puede pegar listas más largas. Con ! delante, como !example.com, un dominio no es uno de ellos. Al principio está vacío.",
    },
    addressVariants: {
      label: "Varias formas de un mismo buzón",
      help: "Muchos buzones tienen cuantas direcciones se quiera: ana+tienda@example.com llega a ana@example.com, y Google no mira los puntos. Al principio cada forma puede tener una cuenta. Con una sola cuenta, a quien confirme otra forma se le dice que ya hay una. Rechazar el + por completo deja fuera también a quien lo usa para ordenar su correo.",
      options: {
        allow: "Cada una puede tener una cuenta",
        "one-account": "Una cuenta para todas las formas",
        refuse: "Ninguna dirección con +",
      },
    },
    approval: {
      label: "El personal aprueba a los clientes nuevos",
      help: "Desactivado al principio: quien ha confirmado la dirección tiene una cuenta. Si lo activa, todos esperan hasta que alguien los haya aprobado o rechazado en Aprobaciones, y se les avisa por correo. Quien recibió una activación del personal no espera.",
    },
    companies: {
      label: "Empresas",
      help: "Si se puede registrar una empresa, una asociación o un hogar. Al principio no. Quien registra una es su primera persona y su administrador, y puede invitar a otras. Dos empresas pueden llamarse igual: por el nombre no se une nadie a ninguna.",
      options: { off: "No se pregunta", optional: "Para uno mismo o para una empresa", required: "Solo para una empresa" },
    },
    partnerCodes: {
      label: "Códigos de socio",
      help: "Se puede registrar con un código recibido de un socio suyo, y desde entonces se pertenece a él. Al principio no. Los códigos se crean en Socios; dónde más se buscan está en los ajustes de socios.",
    },
    captcha: {
      label: "Control contra robots",
      help: "Antes de registrarse, el dispositivo del visitante hace un pequeño cálculo para que los robots desistan. No se envía nada a otras empresas. Al principio solo se pide cuando algo resulta sospechoso. «Nunca» atrae registros automáticos; «siempre» deja fuera a quien tenga JavaScript desactivado.",
      options: {
        off: "Nunca",
        suspicious: "Cuando algo resulta sospechoso",
        always: "Siempre",
      },
    },
  },
  captcha: {
    kind: {
      label: "Tipo de control contra robots",
      help: "Cómo se distingue a las personas de los robots. Al principio, con un pequeño cálculo en el dispositivo del visitante, que no pregunta a nadie más. Turnstile y hCaptcha muestran su propio recuadro; sus empresas se enteran entonces de quién va a registrarse aquí, y su aviso de privacidad debe decirlo. Si la empresa no responde, no podrá registrarse nadie a quien se le pida: vuelva entonces al cálculo.",
      options: {
        altcha: "Cálculo en el dispositivo del visitante",
        turnstile: "Cloudflare Turnstile",
        hcaptcha: "hCaptcha",
      },
    },
    difficulty: {
      label: "Cuánto dura el cálculo",
      help: "Cuánto tiene que calcular el dispositivo del visitante. Al principio, alrededor de un segundo en un ordenador corriente. Más tiempo detiene a más robots y hace esperar a quien tiene un teléfono antiguo. Solo vale para el cálculo.",
      options: {
        easy: "Un momento",
        normal: "Un segundo, más o menos",
        hard: "Varios segundos",
      },
    },
    siteKey: {
      label: "Clave de sitio",
      help: "La clave pública que Turnstile o hCaptcha le ha dado para esta tienda. Al principio está vacía. No se usa para el cálculo.",
    },
    secret: {
      label: "Secreto",
      help: "El secreto que Turnstile o hCaptcha le ha dado para esta tienda. Al principio está vacío. Se guarda cifrado y no se vuelve a mostrar. Con uno equivocado no podrá registrarse nadie a quien se le pida.",
    },
  },
  partners: partnerSettings,
  activation: {
    signInWith: {
      label: "Estas cuentas acceden con",
      help: "Con qué entran los clientes cuya cuenta creó el personal y se activó con un enlace. Al principio solo con el número de cliente: su correo no sirve para entrar hasta que ellos mismos lo activen. Con ambos, el correo sirve en cuanto lo confirma el enlace enviado o un código. Las cuentas ya activas no cambian.",
      options: {
        number: "Solo con el número de cliente",
        "number-and-email": "Con el número de cliente y el correo",
      },
    },
    linkHours: {
      label: "El enlace de activación vale",
      help: "Cuántas horas vale el enlace de un correo de activación. Al principio 72. Más es cómodo para quien lee poco su correo, pero quien entre mientras tanto en ese buzón puede activar la cuenta.",
    },
    copyLink: {
      label: "Los agentes pueden copiar enlaces de activación",
      help: "Los agentes pueden copiar un enlace para entregarlo ellos mismos, para clientes sin correo. Al principio desactivado: solo pueden los administradores. Quien tiene el enlace puede activar la cuenta, también el personal; por eso vale 12 horas como mucho, queda en el registro de actividad y se avisa al cliente al activarla.",
    },
    mailsPerMinute: {
      label: "Correos de activación por minuto",
      help: "Cuántos correos de activación salen por minuto cuando los envía a muchos clientes a la vez. Al principio 60. Con más, su servidor de correo o los buzones de sus clientes pueden tomarlos por correo no deseado.",
    },
  },
  passwords: {
    minLength: {
      label: "Longitud mínima de la contraseña",
      help: "Cuántos caracteres necesita como mínimo una contraseña nueva. Al principio son 15, como aconsejan los expertos cuando solo la contraseña protege la cuenta. Con menos es más fácil de escribir y también de adivinar. Las contraseñas que ya existen siguen siendo válidas.",
    },
  },
  sessions: {
    idleDays: {
      label: "La sesión termina sin visitas tras",
      help: "Quien no vuelva durante este número de días tendrá que iniciar sesión de nuevo. Al principio son 7. Con más resulta cómodo, pero en un dispositivo compartido o robado otra persona seguirá dentro más tiempo.",
    },
    absoluteDays: {
      label: "La sesión termina en todo caso tras",
      help: "Pasado este número de días hay que iniciar sesión de nuevo, por mucho que se visite la tienda. Al principio son 30. Con más, un dispositivo robado le sirve al ladrón durante más tiempo.",
    },
    perAccount: {
      label: "Sesiones a la vez, como máximo",
      help: "En cuántos navegadores y dispositivos puede tener un cliente la sesión iniciada al mismo tiempo. Al principio, 20. Si hubiera más, se cierra la que lleva más tiempo sin usarse. Con menos, prestar una contraseña sirve de menos; más casi nunca hacen falta.",
    },
  },
  audit: {
    keepDays: {
      label: "El registro de actividad se guarda",
      help: "Las entradas más antiguas se borran en menos de una hora; el borrado queda anotado a su vez. Al principio son 180 días. Guardarlo más tiempo ayuda a aclarar lo que se advierte tarde; pero contiene las direcciones de red de las personas, y su aviso de privacidad debe decir cuánto tiempo las conserva.",
    },
  },
  privacy: {
    erasedOrders: {
      label: "Pedidos de los clientes borrados",
      help: "Qué pasa con los pedidos cuando se borran los datos de un cliente. Al principio conservan su nombre y su dirección postal, porque la mayoría de las tiendas debe guardar las facturas durante años. «Quitarlos» deja solo el número, los artículos, los importes y el país: elíjalo si sus facturas se guardan en otro sitio. La dirección de correo y el enlace al pedido desaparecen siempre, y al cliente se le dice antes cuál de las dos cosas ocurrirá.",
      options: {
        keep: "Conservar nombre y dirección postal",
        anonymise: "Quitar nombre y dirección postal",
      },
    },
  },
  staff: {
    requireSecondFactor: {
      label: "Segundo factor para todo el personal",
      help: "Todos los que trabajan en la administración necesitan, además de la contraseña, una aplicación de autenticación. Desactivado al principio. Al activarlo, quien no tenga ninguna verá solo la página para configurarla, desde el siguiente clic. Quien pierda la aplicación usa un código de recuperación, lo pide a un administrador o ejecuta npm run admin:unlock en el servidor.",
    },
  },
  mail: mailSettings,
  shop: {
    name: {
      label: "Nombre de la tienda",
      help: "Aparece en la parte superior de cada página y en cada correo. Al principio es «Foyer». No se admiten contraseñas que lo contengan.",
    },
    color: {
      label: "Color",
      help: "El color de los botones y los enlaces, escrito como #1f5c4d. Al principio es un verde tranquilo. El texto encima se vuelve negro o blanco por sí solo, según se lea mejor.",
    },
    language: {
      label: "Idioma",
      help: "El idioma de las páginas y los correos para quienes usan un navegador que no pide ninguno de los nuestros. Al principio es el inglés. Cada visitante puede cambiarlo al pie de la página.",
      options: {
        en: "Inglés",
        es: "Español",
      },
    },
    timeZone: {
      label: "Zona horaria",
      help: "Según qué reloj se abre y se cierra el registro, y termina el último día de un código de socio, con un nombre como Europe/Madrid. Al principio, UTC.",
    },
  },
  app: {
    appleAppIds: {
      label: "Aplicación en iPhone y iPad",
      help: "Los identificadores de su aplicación en Apple, equipo y paquete, como A1B2C3D4E5.com.ejemplo.tienda, separados por comas. Al principio está vacío: los enlaces se abren en el navegador. Su aplicación debe nombrar la dirección de esta tienda entre sus dominios asociados. La abren entonces todos los enlaces de los correos a clientes: registro, activación, invitaciones, contraseñas nuevas, cambios de dirección, pedidos y la cuenta. La guía de operación tiene la lista de rutas.",
    },
    androidPackage: {
      label: "Aplicación en Android: paquete",
      help: "El nombre del paquete de su aplicación, como com.ejemplo.tienda. Al principio está vacío: los enlaces se abren en el navegador. Funciona junto con las huellas de abajo. Qué enlaces abre lo dicen los filtros de su aplicación: la guía de operación tiene la lista de rutas a las que llevan los correos.",
    },
    androidFingerprints: {
      label: "Aplicación en Android: huellas",
      help: "Las huellas SHA-256 de los certificados con los que se firma su aplicación, separadas por comas o líneas; las muestra la Play Console de Google. Al principio está vacío. Con una equivocada, Android abre el navegador.",
    },
  },
};
