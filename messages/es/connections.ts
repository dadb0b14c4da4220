import type { connections as english } from "@/messages/en/connections";
import type { Shape } from "@/messages/shape";

/** Los campos de las conexiones en palabras. */
export const connections: Shape<typeof english> = {
  common: {
    label: {
      label: "Mensaje del botón",
      help: "Lo que los clientes leen en el botón, con sus propias palabras: “Entrar con la cuenta de la empresa”. No puede quedar vacío. Un nombre que nadie conoce hace dudar.",
    },
    logo: {
      label: "Dibujo junto al mensaje",
      help: "Un dibujo pequeño en el botón. Al principio, ninguno. No cambia nada de cómo se inicia sesión.",
      options: { none: "Ninguno", key: "Llave", building: "Edificio", badge: "Acreditación", globe: "Globo", people: "Personas" },
    },
    domains: {
      label: "Dominios de correo de esta conexión",
      help: "Quien escribe una dirección de uno de estos dominios al entrar o registrarse es enviado a esta conexión. Al principio está vacío: no se envía a nadie. Para estos dominios la conexión también puede vincular una cuenta que ya existe, así que indique solo dominios cuyos buzones gestiona de verdad este proveedor.",
    },
    trustEmail: {
      label: "Confiar en sus direcciones verificadas",
      help: "Una dirección que el proveedor da por verificada no necesita otra prueba por correo. Al principio está desactivado: todos demuestran una vez su buzón con un código. Actívelo solo para un proveedor que comprueba de verdad, o alguien podría entrar con la dirección de otra persona.",
    },
    enabled: {
      label: "Activa",
      help: "Los clientes ven el botón y pueden entrar con él. Al principio está desactivada. Pruebe la conexión antes de activarla. Desactivada, nadie puede entrar por ella; las cuentas y sus vínculos se conservan.",
    },
    isDefault: {
      label: "Conexión por defecto",
      help: "Con acceso obligatorio y solo inicio de sesión único, los visitantes van directamente a esta conexión. Al principio está desactivado; solo una conexión puede serlo. Con una única conexión activa da lo mismo; con varias y ninguna por defecto, los visitantes eligen un botón.",
    },
  },
  google: {
    clientId: {
      label: "ID de cliente",
      help: "El nombre con el que Google conoce esta tienda; termina en .apps.googleusercontent.com. Al principio está vacío. Con uno equivocado, Google muestra un error en vez de su página de acceso.",
    },
    clientSecret: {
      label: "Secreto de cliente",
      help: "La contraseña de esta tienda en Google, de la misma página que el ID de cliente. Al principio está vacío. Se guarda cifrado y no vuelve a mostrarse. Con uno equivocado, las personas vuelven de Google con un error.",
    },
    hostedDomain: {
      label: "Solo este Workspace",
      help: "El dominio de un Google Workspace, como example.com: solo pueden entrar sus personas. Al principio está vacío: puede entrar cualquiera con cuenta de Google.",
    },
  },
  oidc: {
    issuer: {
      label: "Emisor (issuer)",
      help: "La dirección del proveedor tal como él se nombra, por ejemplo https://login.example.com/realms/tienda. Al principio está vacío. La prueba averigua si lleva una barra al final. No puede cambiar cuando ya hay personas que entran por esta conexión.",
    },
    clientId: {
      label: "ID de cliente",
      help: "El nombre con el que el proveedor conoce esta tienda. Al principio está vacío. Con uno equivocado, el proveedor muestra un error en vez de su página de acceso.",
    },
    clientSecret: {
      label: "Secreto de cliente",
      help: "La contraseña de esta tienda en el proveedor. Al principio está vacío, lo que solo vale para proveedores que no dan ninguno. Se guarda cifrado y no vuelve a mostrarse. Con uno equivocado, las personas vuelven con un error.",
    },
    scopes: {
      label: "Permisos (scopes)",
      help: "Lo que la tienda pide al proveedor, separado por espacios. Al principio “openid profile email”: quién es, nombre y dirección. Sin “openid” no funciona nada; sin “email” cada persona debe escribir su dirección.",
    },
    clientAuthentication: {
      label: "Cómo se envía el secreto",
      help: "Cómo muestra la tienda su secreto al proveedor. Al principio en la cabecera, como quiere la norma. Elija el formulario si la prueba dice que el cliente es desconocido.",
      options: { client_secret_basic: "En la cabecera (basic)", client_secret_post: "En el formulario (post)" },
    },
    asksUserInfo: {
      label: "Pedir nombre y dirección aparte",
      help: "Algunos proveedores solo dicen el nombre y la dirección cuando se les pregunta otra vez (UserInfo). Al principio está desactivado, pues la mayoría lo dice todo junto. Actívelo si la prueba no muestra ninguna dirección; cada entrada tardará un poco más.",
    },
  },
  ldap: {
    url: {
      label: "Dirección del directorio",
      help: "Dónde responde el directorio, por ejemplo ldaps://directorio.example.com. Al principio está vacía. Con ldap:// la línea se cifra con StartTLS, que entonces debe estar marcado; las contraseñas nunca viajan sin cifrar.",
    },
    startTls: {
      label: "StartTLS",
      help: "Cifra una línea que empezó sin cifrar, para direcciones con ldap://. Al principio está desactivado. Con ldaps:// da lo mismo.",
    },
    certificate: {
      label: "Certificado de la autoridad",
      help: "Quién responde del certificado del directorio, como texto que empieza por -----BEGIN CERTIFICATE-----. Al principio está vacío: vale la lista de esta máquina. Un directorio de su propia red suele tener una autoridad propia y sin esto se rechaza.",
    },
    bindDn: {
      label: "Cuenta de servicio",
      help: "La entrada que busca a las personas, por ejemplo cn=tienda,ou=services,dc=example,dc=com. Al principio está vacía, para directorios en los que cualquiera puede buscar. Necesita leer personas y grupos, y nada más.",
    },
    bindPassword: {
      label: "Contraseña de la cuenta de servicio",
      help: "Necesaria siempre que arriba haya una cuenta de servicio. Al principio está vacía. Se guarda cifrada y no vuelve a mostrarse. Cuando caduca en el directorio, nadie puede entrar por él.",
    },
    baseDn: {
      label: "Dónde están las personas",
      help: "La entrada bajo la que se buscan personas y grupos, por ejemplo ou=people,dc=example,dc=com. Al principio está vacía. Demasiado abajo, y a algunas personas no se las encuentra.",
    },
    userFilter: {
      label: "Cómo se encuentra a las personas",
      help: "La búsqueda de lo que alguien ha escrito, que figura en ella como {name}, por ejemplo (&(objectClass=person)(uid={name})). Al principio mira uid, mail y sAMAccountName, lo que sirve para la mayoría de los directorios. Si encuentra a dos personas, ninguna puede entrar.",
    },
    groupFilter: {
      label: "Quién puede entrar",
      help: "Una búsqueda que la persona debe cumplir, por ejemplo (memberOf=cn=clientes,ou=groups,dc=example,dc=com), o (&(cn=clientes)(member={dn})) donde las personas no llevan sus grupos; {dn} representa a la persona. Al principio está vacía: puede entrar cualquiera a quien se encuentre.",
    },
    idAttribute: {
      label: "Atributo que nunca cambia",
      help: "Por lo que se reconoce siempre a una persona. Al principio entryUUID; Active Directory tiene objectGUID. Nunca uno que pueda pasar después a otra persona, como un nombre o una dirección: esa persona recibiría la cuenta.",
    },
    mailAttribute: {
      label: "Atributo de la dirección",
      help: "Dónde está la dirección de correo de una persona. Al principio mail. Si está vacío, la persona escribe su dirección. Las direcciones de aquí cuentan como verificadas por el directorio; si eso se cree lo dice «Confiar en sus direcciones verificadas».",
    },
    firstNameAttribute: {
      label: "Atributo del nombre",
      help: "Dónde está el nombre de una persona. Al principio givenName. La persona puede corregirlo antes de aceptar.",
    },
    lastNameAttribute: {
      label: "Atributo de los apellidos",
      help: "Dónde están los apellidos de una persona. Al principio sn. La persona puede corregirlos antes de aceptar.",
    },
    skipsAccept: {
      label: "Cuenta sin preguntar",
      help: "Las personas reciben su cuenta con la primera entrada, sin la página que les pide aceptar. Al principio está desactivado. Solo donde todos los del directorio ya han dado su acuerdo, como su propio personal.",
    },
  },
};
