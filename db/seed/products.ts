/** What a product looks like: the name of a drawing the shop knows. */
export type SeedDrawing =
  | "apron"
  | "basket"
  | "board"
  | "bowl"
  | "candle"
  | "carafe"
  | "dripper"
  | "kettle"
  | "lamp"
  | "linens"
  | "mug"
  | "notebook"
  | "planter"
  | "plate"
  | "spoons"
  | "teapot"
  | "tin";

/** The palette it is drawn in. */
export type SeedTone = "clay" | "fig" | "harbour" | "honey" | "oat" | "pine" | "rose" | "sage";

/** One thing on the demo shop's shelf; the price is in euro cents, tax included. */
export type SeedProduct = {
  slug: string;
  name: { en: string; es: string };
  description: { en: string; es: string };
  priceCents: number;
  drawing: SeedDrawing;
  tone: SeedTone;
};

/** The demo shop's goods, in the order of the catalogue. */
export const products = [
  {
    slug: "harbour-mug",
    name: { en: "Harbour mug", es: "Taza del puerto" },
    description: {
      en: "Holds 300 ml and leaves its foot unglazed, so it stands dry on the table. Each one is dipped by hand in blue, and the tide line comes out a little different every time.",
      es: "Caben 300 ml y el pie queda sin esmaltar, así que no moja la mesa. Cada una se sumerge a mano en azul y la línea de marea nunca sale igual.",
    },
    priceCents: 1850,
    drawing: "mug",
    tone: "harbour",
  },
  {
    slug: "cane-handle-teapot",
    name: { en: "Cane-handle teapot", es: "Tetera con asa de caña" },
    description: {
      en: "A round pot for four cups, with a strainer pierced into the clay behind the spout. The cane handle stays cool and folds flat in the cupboard.",
      es: "Tetera redonda para cuatro tazas, con el colador perforado en el barro detrás del pico. El asa de caña no quema y se pliega para guardarla.",
    },
    priceCents: 5200,
    drawing: "teapot",
    tone: "clay",
  },
  {
    slug: "olive-branch-plate",
    name: { en: "Olive branch plate", es: "Plato rama de olivo" },
    description: {
      en: "A 26 cm dinner plate with a branch of olive brushed under the glaze. The dotted rim is painted on the wheel and survives the dishwasher.",
      es: "Plato llano de 26 cm con una rama de olivo pintada bajo el esmalte. El borde de puntos se pinta en el torno y aguanta el lavavajillas.",
    },
    priceCents: 2400,
    drawing: "plate",
    tone: "sage",
  },
  {
    slug: "market-basket",
    name: { en: "Market basket", es: "Cesta de mercado" },
    description: {
      en: "Split willow woven over a hoop handle, wide enough for two loaves and a cabbage. The cotton lining buttons out for washing.",
      es: "Mimbre partido tejido sobre un asa de aro, con sitio para dos panes y una col. El forro de algodón se desabrocha para lavarlo.",
    },
    priceCents: 3900,
    drawing: "basket",
    tone: "harbour",
  },
  {
    slug: "bedside-lamp",
    name: { en: "Bedside lamp", es: "Lámpara de noche" },
    description: {
      en: "A thrown stoneware base under a paper shade with coloured bands, 38 cm tall. It takes an E14 bulb up to 25 W and has its switch on the cord.",
      es: "Base de gres torneada y pantalla de papel con ribetes de color, 38 cm de alto. Lleva una bombilla E14 de hasta 25 W y el interruptor va en el cable.",
    },
    priceCents: 7400,
    drawing: "lamp",
    tone: "fig",
  },
  {
    slug: "lemon-bowl",
    name: { en: "Lemon bowl", es: "Frutero de limones" },
    description: {
      en: "A footed bowl 28 cm across, made to hold fruit where you can see it. The foot is glazed as well, so it will not scratch a wooden table.",
      es: "Frutero con pie de 28 cm de ancho, pensado para tener la fruta a la vista. El pie también va esmaltado y no raya la madera.",
    },
    priceCents: 4600,
    drawing: "bowl",
    tone: "rose",
  },
  {
    slug: "recipe-notebook",
    name: { en: "Recipe notebook", es: "Cuaderno de recetas" },
    description: {
      en: "Ninety-six ruled pages with a margin for quantities, and an index you fill in yourself. The cover wipes clean and the ribbon keeps your place while your hands are floury.",
      es: "Noventa y seis páginas rayadas con margen para las cantidades y un índice por rellenar. La tapa se limpia con un paño y la cinta guarda la página mientras amasas.",
    },
    priceCents: 1490,
    drawing: "notebook",
    tone: "pine",
  },
  {
    slug: "pour-over-set",
    name: { en: "Pour-over set", es: "Juego de café de filtro" },
    description: {
      en: "A stoneware cone on a half-litre glass server with a beech handle. It takes ordinary size 2 paper filters and makes three small cups.",
      es: "Cono de gres sobre una jarra de vidrio de medio litro con asa de haya. Usa filtros de papel corrientes del número 2 y da para tres tazas pequeñas.",
    },
    priceCents: 4450,
    drawing: "dripper",
    tone: "oat",
  },
  {
    slug: "linen-apron",
    name: { en: "Linen apron", es: "Delantal de lino" },
    description: {
      en: "Washed linen, cut long enough to dry your hands on while you stand. The front pocket is stitched in two, for a cloth and a phone.",
      es: "Lino lavado, lo bastante largo para secarse las manos sin agacharse. El bolsillo delantero va cosido en dos: paño a un lado, teléfono al otro.",
    },
    priceCents: 4800,
    drawing: "apron",
    tone: "honey",
  },
  {
    slug: "terracotta-planter",
    name: { en: "Terracotta planter", es: "Maceta de terracota" },
    description: {
      en: "A 16 cm pot with a drainage hole and a saucer fired together with it. The plant in the picture is not included.",
      es: "Maceta de 16 cm con agujero de drenaje y un plato cocido en la misma hornada. La planta de la imagen no está incluida.",
    },
    priceCents: 1950,
    drawing: "planter",
    tone: "clay",
  },
  {
    slug: "chamberstick",
    name: { en: "Chamberstick", es: "Palmatoria" },
    description: {
      en: "An enamelled steel dish with a finger loop, for carrying a candle down the stairs. It fits candles 22 mm thick and comes with one of beeswax.",
      es: "Plato de acero esmaltado con anilla para el dedo, para bajar la escalera con una vela. Admite velas de 22 mm y trae una de cera de abeja.",
    },
    priceCents: 2250,
    drawing: "candle",
    tone: "honey",
  },
  {
    slug: "tea-tin",
    name: { en: "Tea tin", es: "Lata de té" },
    description: {
      en: "Holds 125 g of loose leaf under a double lid that keeps damp out. The paper band is blank on the back, so you can write what is inside.",
      es: "Guarda 125 g de té a granel bajo una doble tapa que no deja pasar la humedad. La faja de papel está en blanco por detrás para anotar el contenido.",
    },
    priceCents: 1250,
    drawing: "tin",
    tone: "fig",
  },
  {
    slug: "gooseneck-kettle",
    name: { en: "Gooseneck kettle", es: "Hervidor de cuello de cisne" },
    description: {
      en: "Pours a stream as thin as a pencil, which is what filter coffee wants. Steel inside, enamel outside, 0.9 litres, and fit for gas or induction.",
      es: "Vierte un hilo fino como un lápiz, justo lo que pide el café de filtro. Acero por dentro, esmalte por fuera, 0,9 litros, para gas o inducción.",
    },
    priceCents: 6900,
    drawing: "kettle",
    tone: "pine",
  },
  {
    slug: "three-tea-towels",
    name: { en: "Three tea towels", es: "Tres paños de cocina" },
    description: {
      en: "One plain, one striped and one bright, each 50 by 70 cm and tied with cotton tape. The cloth is half linen and half cotton and dries glasses without lint.",
      es: "Uno liso, uno de rayas y uno vivo, de 50 por 70 cm, atados con cinta de algodón. La tela es mitad lino y mitad algodón y seca las copas sin dejar pelusa.",
    },
    priceCents: 2700,
    drawing: "linens",
    tone: "rose",
  },
  {
    slug: "oak-board",
    name: { en: "Oak board", es: "Tabla de roble" },
    description: {
      en: "Cut from one plank, 38 cm with its handle, and rubbed with linseed oil. Hang it by the cord; the knife and the lemon stay in our kitchen.",
      es: "Cortada de un solo tablón, 38 cm con el mango, y untada con aceite de linaza. Se cuelga del cordón; el cuchillo y el limón se quedan en nuestra cocina.",
    },
    priceCents: 3400,
    drawing: "board",
    tone: "sage",
  },
  {
    slug: "table-carafe",
    name: { en: "Table carafe", es: "Jarra de mesa" },
    description: {
      en: "Mouth-blown glass for 1.1 litres, with a wooden ball that closes it without a thread. The neck is wide enough for ice and a bottle brush.",
      es: "Vidrio soplado para 1,1 litros, con una bola de madera que cierra sin rosca. Por el cuello pasan el hielo y el cepillo de fregar.",
    },
    priceCents: 3150,
    drawing: "carafe",
    tone: "harbour",
  },
  {
    slug: "sunday-mug",
    name: { en: "Sunday mug", es: "Taza de domingo" },
    description: {
      en: "The large one: 450 ml, for mornings without an alarm clock. The handle takes three fingers and the rim is thin.",
      es: "La grande: 450 ml, para las mañanas sin despertador. En el asa caben tres dedos y el borde es fino.",
    },
    priceCents: 2200,
    drawing: "mug",
    tone: "honey",
  },
  {
    slug: "supper-bowl",
    name: { en: "Supper bowl", es: "Ensaladera de diario" },
    description: {
      en: "Deep enough to toss a salad for six, and it holds a week of lemons the rest of the time. Stoneware, 24 cm across, safe in an oven up to 220 degrees.",
      es: "Honda para aliñar una ensalada de seis, y el resto del tiempo guarda los limones de la semana. Gres de 24 cm, apta para el horno hasta 220 grados.",
    },
    priceCents: 3800,
    drawing: "bowl",
    tone: "pine",
  },
  {
    slug: "dipped-spoons",
    name: { en: "Three dipped spoons", es: "Tres cucharas bicolor" },
    description: {
      en: "Two deep spoons and a slotted turner in cherry wood, 30 cm long. The coloured ends tell you which one was in the curry.",
      es: "Dos cucharas hondas y una paleta ranurada de cerezo, de 30 cm. El color del mango dice cuál estuvo en el curri.",
    },
    priceCents: 1650,
    drawing: "spoons",
    tone: "clay",
  },
  {
    slug: "reading-lamp",
    name: { en: "Reading lamp", es: "Lámpara de lectura" },
    description: {
      en: "Taller than the bedside lamp at 46 cm, so the light falls on the page and not in your eyes. The cord is covered in cotton and two metres long.",
      es: "Con 46 cm es más alta que la de noche, y la luz cae en la página y no en los ojos. El cable va forrado de algodón y mide dos metros.",
    },
    priceCents: 8900,
    drawing: "lamp",
    tone: "sage",
  },
  {
    slug: "pocket-notebook",
    name: { en: "Pocket notebook", es: "Libreta de bolsillo" },
    description: {
      en: "Sixty-four dotted pages, sewn so that it lies flat on the first day. The pencil beside it is part of the set.",
      es: "Sesenta y cuatro páginas de puntos, cosidas para que se abra plana desde el primer día. El lápiz que la acompaña viene incluido.",
    },
    priceCents: 890,
    drawing: "notebook",
    tone: "rose",
  },
  {
    slug: "cake-plate",
    name: { en: "Cake plate", es: "Plato de postre" },
    description: {
      en: "A 20 cm plate for cake, toast or the bread beside the soup. It stacks with the dinner plate and shares its dotted rim.",
      es: "Plato de 20 cm para la tarta, la tostada o el pan de la sopa. Se apila con el plato llano y lleva el mismo borde de puntos.",
    },
    priceCents: 1600,
    drawing: "plate",
    tone: "fig",
  },
  {
    slug: "windowsill-planter",
    name: { en: "Windowsill planter", es: "Maceta de alféizar" },
    description: {
      en: "A 12 cm pot in pale glaze, narrow enough for a kitchen sill. It is sold empty, with a saucer and a bag of clay beads.",
      es: "Maceta de 12 cm en esmalte claro, estrecha para el alféizar de la cocina. Se vende vacía, con plato y una bolsa de bolas de arcilla.",
    },
    priceCents: 1550,
    drawing: "planter",
    tone: "oat",
  },
  {
    slug: "table-candlestick",
    name: { en: "Table candlestick", es: "Candelero de mesa" },
    description: {
      en: "The chamberstick in white glazed clay, heavier and meant to stay where you put it. The wide dish catches what a draught makes the candle drip.",
      es: "La palmatoria en barro esmaltado de blanco, más pesada y hecha para no moverse. El plato ancho recoge lo que gotea la vela cuando hay corriente.",
    },
    priceCents: 2900,
    drawing: "candle",
    tone: "oat",
  },
] as const satisfies readonly SeedProduct[];
