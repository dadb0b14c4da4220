import type { failures as english } from "@/messages/en/failures";
import { companyFailures } from "@/messages/es/company-failures";
import { conversationFailures } from "@/messages/es/conversation-failures";
import { mailboxFailures, webhookFailures } from "@/messages/es/inbound-failures";
import { dkimFailures, mailRoomFailures } from "@/messages/es/mail-failures";
import { mailTemplateFailures } from "@/messages/es/mail-template-failures";
import { mergeFailures } from "@/messages/es/merge-failures";
import { settingsFailures } from "@/messages/es/settings-failures";
import { staffFailures } from "@/messages/es/staff-failures";
import type { Shape } from "@/messages/shape";

/** The sentence of every failure code: what happened and what to do next. */
export const failures: Shape<typeof english> = {
  field: {
    required: "Rellene este campo.",
    "too-long": "Es demasiado largo. Acórtelo{max, plural, =0 {} other { a # caracteres}}.",
    "odd-characters": "Contiene caracteres que no se pueden usar aquí. Escríbalo de nuevo sin ellos.",
    invalid: "Este campo no admite eso. Compruébelo e inténtelo de nuevo.",
    repeated: "Este campo llegó más de una vez. Abra la página de nuevo y rellénelo una sola vez.",
  },
  form: {
    "out-of-date": "Esta página se abrió antes de una actualización. Recárguela e inténtelo de nuevo; no se ha cambiado nada.",
    changed:
      "La tienda ha cambiado este formulario mientras usted lo tenía abierto. Lo que escribió se conserva: revíselo y envíelo otra vez.",
  },
  number: { invalid: "Escriba un número, como 12 o 3,5, sin espacios." },
  date: { invalid: "Escriba un día del calendario, como 2001-05-31." },
  fields: {
    "not-found": "Este campo o esta versión ya no existe. Puede que otra persona lo haya quitado.",
    changed: "Otra persona ha cambiado el formulario entretanto. No se ha guardado nada: revíselo y guarde otra vez.",
    "key-invalid":
      "Use minúsculas sin acento, cifras y _, empezando por una letra, 40 caracteres como máximo. Algunas palabras, como email y password, están reservadas.",
    "key-taken": "Otro campo ya tiene esta clave.",
    "too-many": "Ya hay tantos campos como puede tener un formulario ({max, number}). Quite uno primero.",
    "choices-missing": "Escriba al menos una opción.",
    "choice-invalid":
      "La línea {line, number} no sirve. Escriba una opción en cada línea, sin repetir ninguna, 200 como máximo y de 100 caracteres cada una.",
  },
  consent: {
    changed: "Este texto se sustituyó por una versión nueva mientras lo leía. Léalo y marque la casilla de nuevo, por favor.",
    needed: "Acepte primero las condiciones, por favor. No se ha cambiado nada.",
  },
  legal: {
    changed:
      "Otra persona ha publicado este texto entretanto. Mire el suyo antes de publicar el de usted; no se ha cambiado nada.",
    unchanged: "No hay ningún cambio, así que no hay nada que publicar.",
  },
  email: {
    invalid: "Escriba una dirección como nombre@ejemplo.com.",
    same: "Esta es la dirección que ya tiene. Escriba otra.",
    taken:
      "Esta dirección ya pertenece a otra cuenta. No se ha cambiado nada. Use otra dirección o pida a la tienda que una las dos cuentas.",
    "sign-in-off":
      "Aquí no se puede activar el inicio de sesión con el correo: ya está activado o esta tienda no lo ofrece. No se ha cambiado nada.",
    "other-account": "Este enlace es de una cuenta distinta de la que tiene abierta aquí. No se ha cambiado nada.",
  },
  password: {
    "too-short": "Use al menos {min, number} caracteres. Varias palabras seguidas son fáciles de recordar.",
    "too-long": "Use como máximo {max, number} caracteres.",
    common:
      "Esta contraseña es fácil de adivinar. Use varias palabras sin relación o deje que su gestor de contraseñas cree una.",
    personal: "Esta contraseña contiene su nombre, su correo o el nombre de la tienda. Use algo que solo usted sepa.",
    "wrong-current": "Esta no es su contraseña actual.",
    same: "Esta es la contraseña que ya tiene. Elija otra.",
  },
  address: {
    invalid: "Escriba una dirección como https://login.example.com, sin nombre de usuario, signo de interrogación ni #.",
    "not-allowed": "Esta dirección lleva a este mismo servidor o no está cifrada. Escriba la dirección https del proveedor.",
  },
  domain: { invalid: "Escriba dominios como example.com, separados por comas o líneas nuevas." },
  customer: {
    "last-administrator":
      "Este cliente es el único administrador de la cuenta de una empresa en la que hay otras personas. Nombre antes a otra.",
    "not-found": "Ese cliente ya no existe.",
    "no-account": "Este cliente no tiene cuenta.",
    "name-missing": "Escriba un nombre o unos apellidos.",
    changed:
      "Entretanto alguien ha cambiado los datos de este cliente, así que no se ha guardado nada. Lo que ha escrito sigue aquí: compárelo con la página del cliente en otra pestaña y vuelva a guardar si es correcto.",
    "number-mismatch": "Este no es el número de cliente. No se ha borrado nada.",
  },
  activation: {
    closed:
      "Ahora mismo un enlace de activación no abriría nada: las cuentas de cliente están desactivadas, o los clientes solo entran con el proveedor de acceso.",
    "has-account":
      "Este cliente ya tiene una cuenta. Quien no sabe su contraseña elige una nueva en «¿Ha olvidado su contraseña?».",
    "no-email": "No hay ninguna dirección a la que enviarlo. Escriba primero una en los datos del cliente.",
    "address-taken":
      "{email} ya pertenece a la cuenta del cliente {number}. Dé otra dirección a este cliente, o ayude a aquel a entrar.",
    nobody: "No ha seleccionado a nadie sin cuenta. Seleccione clientes que no la tengan o elija otra lista.",
    none: "Este cliente ya no tiene ninguna activación pendiente.",
  },
  phone: { invalid: "Escriba un número de teléfono, por ejemplo +34 91 123 45 67." },
  merge: mergeFailures,
  order: {
    "not-found": "Ese pedido no existe. Compruebe el número.",
    "has-owner":
      "Este pedido es del cliente {number}, que tiene o tuvo cuenta. Solo se pueden añadir pedidos hechos sin cuenta que no sean de nadie.",
    "origin-merged": "Este pedido vino de un cliente que se unió a este. Deshaga primero esa unión.",
    elsewhere: "Este pedido ya está a nombre de otro cliente. Abra ese cliente para cambiarlo.",
  },
  partner: {
    "code-refused":
      "Este código de socio no se puede usar. Compruébelo; si está bien, pida otro a quien se lo dio. No se ha cambiado nada.",
    unavailable:
      "Ahora mismo no se pueden comprobar los códigos de socio. No se ha cambiado nada. Vuelva a intentarlo dentro de unos minutos.",
  },
  company: companyFailures,
  conversation: conversationFailures,
  mailbox: mailboxFailures,
  webhook: webhookFailures,
  connection: {
    "not-found": "Esta conexión ya no existe.",
    unusable: "Con estos datos no se puede usar la conexión. Compárelos con lo que muestra el proveedor.",
    "issuer-fixed":
      "Ya hay personas que inician sesión con esta conexión, así que debe seguir con su proveedor. Para otro, añada una conexión nueva.",
    "secret-again":
      "La dirección ha cambiado, así que vuelva a escribir este dato: lo guardado no se envía a ninguna dirección distinta de aquella para la que se escribió.",
    "last-enabled":
      "“Solo inicio de sesión único” está activado y esta es la última conexión activa: sin ella ningún cliente podría iniciar sesión. Active otra, o desactive antes “Solo inicio de sesión único”.",
    "domain-taken": "{domain} ya pertenece a la conexión “{label}”. Un dominio solo puede llevar a una conexión activa.",
  },
  quantity: {
    invalid: "Escriba una cantidad de 1 a 99.",
    "too-many":
      "Con lo que ya hay en su cesta serían más de 99 unidades de lo mismo. No se ha añadido nada: escriba una cantidad menor, o cámbiela en la cesta.",
  },
  country: { invalid: "Elija un país." },
  postcode: { invalid: "Escriba un código postal, como 28013 o SW1A 1AA." },
  access: {
    "sign-in-first":
      "Para esto ahora hay que iniciar sesión. Iníciela en otra pestaña e inténtelo de nuevo; lo que escribió sigue aquí.",
    "not-found": "Esta página no existe.",
    "sso-only":
      "Esta tienda solo admite clientes a través de su proveedor de acceso. Vaya a la página de inicio de sesión y use su botón.",
    "accounts-off": "Esta tienda no tiene cuentas de cliente en este momento.",
  },
  "sign-in": {
    refused:
      "No ha funcionado. Compruebe ambos datos. Tras varios fallos espere unos minutos o elija una contraseña nueva. Si se registró hace poco, mire antes su correo: ahí dice si falta algo por su parte o por la de la tienda.",
  },
  captcha: {
    missing: "Confirme que no es un robot. Para eso esta página necesita JavaScript.",
    wrong: "La comprobación de que no es un robot ha caducado. Inténtelo de nuevo.",
  },
  approval: {
    "not-waiting": "Esta solicitud ya no espera: alguien ha decidido o ha caducado. Abra la lista de nuevo.",
    "has-account":
      "Ya existe una cuenta con esta dirección o con este acceso. Rechace la solicitud si la cuenta no es para ella.",
    "code-ended":
      "{why, select, off {La tienda no acepta códigos de socio en este momento. Actívelos en los ajustes de registro y apruebe después.} shut {«{partner}», cuyo código se dio, está desactivado. Reactívelo y apruebe después.} withdrawn {El código de «{partner}» que termina en {hint} se retiró.} expired {El código de «{partner}» que termina en {hint} ha caducado.} usedUp {El código de «{partner}» que termina en {hint} está agotado.} other {El código de socio que se dio ya no se conoce.}} {why, select, off {} shut {} other {Para admitir a esta persona, cree un código nuevo, rechace esta solicitud y pídale en el motivo que se registre de nuevo con él.}} No se ha decidido nada: la solicitud sigue esperando.",
  },
  registration: {
    full: "Ahora mismo todas las plazas están ocupadas, así que nadie puede registrarse.",
    "link-only": "Aquí solo puede registrarse con el enlace que da la tienda. Ábralo o pídaselo a la tienda.",
    "link-gone":
      "Este enlace ya no vale: la tienda ha creado uno nuevo, ha pasado el plazo o se perdió una parte por el camino. Pida el nuevo a la tienda.",
    "not-yet": "El registro todavía no está abierto.",
    over: "El plazo para registrarse ha terminado.",
    "not-waiting":
      "Este registro ya no está en espera: se confirmó, se descartó o caducó. Abra de nuevo la lista para ver cómo está.",
    closed: "El registro está cerrado en este momento. Pregunte a la tienda si necesita una cuenta.",
    domain: "Las direcciones de este dominio no pueden registrarse aquí. Use otra dirección o pregunte a la tienda.",
    disposable: "Es una dirección de usar y tirar, y más tarde no podríamos localizarle en ella. Use una que conserve.",
    "sub-address": "Use su dirección sin el signo + y lo que le sigue.",
    taken:
      "Esta dirección ya pertenece a una cuenta. Inicie sesión con ella, elija una contraseña nueva si no recuerda la suya o contacte con la tienda.",
    "signed-in": "Ya ha iniciado sesión. Ciérrela primero para registrar a otra persona.",
  },
  seats: {
    full: "Las {max, number} plazas están ocupadas, así que esta cuenta no puede volver a abrirse. Desactive a otro cliente que se registró o aumente el máximo en los ajustes.",
  },
  sso: {
    refused: "No puede acceder a esta tienda de esa forma. Si le sorprende, contacte con la tienda.",
    failed:
      "No se ha podido iniciar sesión: la respuesta del proveedor de acceso no servía. No se ha cambiado nada. Inténtelo de nuevo.",
    cancelled: "El inicio de sesión se interrumpió antes de terminar. No se ha cambiado nada. Puede intentarlo de nuevo.",
    unavailable: "El proveedor de acceso no responde en este momento. Inténtelo dentro de un minuto.",
    expired: "Ha pasado demasiado tiempo o ha seguido en otro navegador. Empiece de nuevo.",
    loop: "Se le ha enviado dos veces al proveedor de acceso y su sesión sigue sin iniciarse. Use el botón para intentarlo otra vez.",
    gone: "Esta forma de iniciar sesión ya no se ofrece. Elija otra o póngase en contacto con la tienda.",
    taken: "No se puede vincular con su cuenta. Use otra cuenta allí o contacte con la tienda.",
    "address-taken":
      "Esta dirección pertenece a una cuenta que accede con su número de cliente. Inicie sesión con el número y vincule esta forma de acceso en la página de seguridad de su cuenta, o contacte con la tienda.",
    "confirm-first":
      "Hace tiempo que inició sesión. Cierre la sesión, iníciela de nuevo y repita esto antes de un cuarto de hora.",
    "last-way": "Es su única forma de acceder. Vincule otra antes de desvincular esta.",
  },
  proof: {
    invalid: "Este enlace o código ya no es válido: se usó, caducó o se envió otro más reciente. Pida uno nuevo.",
    "other-browser": "Continúe en el navegador en el que empezó o abra el enlace de su correo.",
  },
  code: {
    wrong: "Este no es el código. Mire el correo más reciente e inténtelo de nuevo.",
    ended: "Este código ya no es válido. Use el enlace del correo o pida uno nuevo.",
    refused:
      "Este código no sirve: no es el más reciente o ya ha caducado. Mire el último correo, use su enlace o pida un código nuevo.",
    gone: "Este código ya no es válido. Pida otro más abajo.",
  },
  cart: {
    empty: "Su cesta está vacía. Añada algo primero.",
    full: "En la cesta hay 50 artículos distintos y no caben más. Haga antes este pedido o quite alguno.",
    "product-gone": "Algo de su cesta ya no se ofrece. Quítelo de la cesta e inténtelo de nuevo.",
    changed: "Un precio o su cesta han cambiado desde que abrió esta página. Compruebe el nuevo total y haga el pedido de nuevo.",
  },
  checkout: {
    "other-customer":
      "Desde que abrió esta página alguien ha iniciado sesión, o la ha iniciado otra persona. Aún no se ha pedido nada: mire quién hace el pedido y hágalo de nuevo.",
  },
  product: { gone: "Esto ya no se ofrece. No se ha añadido nada a su cesta." },
  claim: {
    "no-match":
      "No se puede añadir ningún pedido con ese número y código postal. El número está en el correo de confirmación y el código postal, en la página que abre su enlace. Si son correctos, contacte con la tienda.",
  },
  settings: settingsFailures,
  directory: {
    url: "Escriba una dirección como ldaps://directorio.example.com, con el puerto si no es el habitual y nada detrás.",
    plain: "Con ldap:// las contraseñas viajarían sin cifrar. Active StartTLS o use ldaps://.",
    certificate:
      "Esto no es un certificado. Péguelo como texto, desde «-----BEGIN CERTIFICATE-----» hasta «-----END CERTIFICATE-----», sin clave privada.",
    filter: "Esto no es un filtro LDAP. Empieza por ( y termina en ), como (memberOf=cn=tienda,ou=grupos,dc=example,dc=com).",
    "user-filter": "Esto no es un filtro LDAP que compare algo con el nombre escrito. La ayuda de este campo muestra un ejemplo.",
    attribute: "Escriba el nombre de un atributo, como mail.",
  },
  import: {
    "not-found": "No existe esa importación.",
    "not-now": "La importación ya no está donde la mostraba esta página. Cárguela de nuevo.",
    "column-missing": "Elija una columna para este campo.",
  },
  dkim: dkimFailures,
  "mail-template": mailTemplateFailures,
  logo: { invalid: "Elija una imagen PNG o JPEG de 100 kB como máximo y de hasta 2000 píxeles de ancho y de alto." },
  mail: {
    ...mailRoomFailures,
    "not-found": "No existe ese correo.",
    "sent-already": "Este correo ya se ha enviado.",
    "mailbox-full":
      "Este buzón ha recibido un correo hace menos de un minuto, o ya tantos como admite en una hora o en un día. Espere e inténtelo de nuevo; no se ha cambiado nada.",
  },
  staff: staffFailures,
  "partner-code": {
    invalid: "Use de 6 a 64 letras y cifras, y nada que parezca un código generado (16 signos).",
    taken: "Ese código ya existe. Elija otro.",
    past: "Ese día ya ha pasado. Elija otro posterior o déjelo vacío.",
    gone: "Este código ya no vale.",
  },
  "user-type": {
    "not-found": "Este tipo de usuario ya no existe. Elija otro.",
    "name-taken": "Ya hay un tipo de usuario con este nombre.",
    nothing: "Marque al menos un permiso: quien no puede hacer nada no necesita un tipo de usuario.",
    "default-needs-administrator":
      "La primera persona de una empresa nueva recibe este tipo y debe ser su administradora de cuenta; si no, nadie podría invitar a compañeros. Elija un tipo con «Administrador de cuenta» o déjelo marcado aquí.",
    "last-administrator":
      "«{company}» no tiene más administradores de cuenta que las personas de este tipo. Nombre allí antes a otra persona administradora.",
    "is-default": "Este tipo se da a las personas nuevas. Elija antes otro predeterminado.",
    "in-use": "Alguien tiene este tipo, o lo da una invitación o un código. Solo se puede eliminar uno que nunca se haya usado.",
  },
  limits: {
    "too-many":
      "Demasiados intentos desde aquí. Espere {hours, plural, =0 {{minutes, plural, =0 {unos minutos} one {un minuto} other {unos # minutos}}} other {unas # horas}} e inténtelo de nuevo.",
  },
  server: {
    busy: "Demasiadas personas a la vez. Inténtelo dentro de unos segundos; no se ha cambiado nada.",
    unavailable:
      "La tienda no puede hacer esto ahora. No se ha cambiado nada y lo que escribió sigue aquí. Inténtelo en un momento.",
  },
};
