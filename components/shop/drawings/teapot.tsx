import { type DrawingProps, wood } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Teapot({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={210} y={320} width={170} />
      <path d="M130 272C96 262 92 218 64 196L90 182C116 200 120 222 146 224Z" fill={palette.base} />
      <path d="M64 196L90 182L94 186L68 200Z" fill={palette.shade} />
      <path d="M132 196C124 92 288 92 280 196" fill="none" stroke={wood.shade} strokeWidth="13" strokeLinecap="round" />
      <path d="M131 194C125 90 284 90 278 180" fill="none" stroke={wood.base} strokeWidth="8" strokeLinecap="round" />
      <path d="M166 314H248L242 326H172Z" fill={palette.shade} />
      <path
        d="M207 180C262 180 306 208 306 254C306 294 268 320 207 320S108 294 108 254C108 208 152 180 207 180Z"
        fill={palette.base}
      />
      <path d="M250 187C284 198 306 222 306 254C306 294 268 320 207 320C258 300 280 244 250 187Z" fill={palette.shade} />
      <path d="M111 240Q160 256 207 256T303 240L306 256Q256 272 207 272T108 256Z" fill={palette.accent} opacity=".9" />
      <path d="M134 230Q144 206 168 197" fill="none" stroke="#fff" strokeWidth="9" strokeLinecap="round" opacity=".4" />
      <ellipse cx="207" cy="187" rx="56" ry="13" fill={palette.shade} />
      <path d="M155 184C160 160 182 152 207 152S254 160 259 184C240 194 174 194 155 184Z" fill={palette.light} />
      <path d="M226 154C246 159 256 168 259 184Q242 191 220 191Q238 176 226 154Z" fill={palette.base} />
      <circle cx="207" cy="143" r="14" fill={palette.base} />
      <circle cx="203" cy="139" r="5" fill={palette.light} />
    </>
  );
}
