import { cream, type DrawingProps, leaf } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Bowl({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={205} y={318} width={180} />
      <ellipse cx="200" cy="200" rx="126" ry="26" fill={palette.shade} />
      <path d="M96 176C106 146 150 134 174 156C184 162 188 166 192 176C182 214 112 222 96 176Z" fill="#e3b23f" />
      <path d="M306 170C290 140 250 138 230 158C218 166 214 176 212 186C236 220 296 216 306 170Z" fill="#d79f31" />
      <path
        d="M172 118C184 112 192 114 200 120C236 126 252 158 238 190C222 214 180 214 164 190C150 164 158 136 172 118Z"
        fill="#efc75c"
      />
      <path d="M214 126C240 138 250 164 238 190Q226 207 206 209C230 188 232 156 214 126Z" fill="#c98f26" opacity=".55" />
      <path d="M196 118C200 94 220 82 248 86C244 108 222 122 196 118Z" fill={leaf.base} />
      <path d="M196 118Q222 106 248 86" fill="none" stroke={leaf.shade} strokeWidth="3" />
      <path
        d="M174 146Q176 138 184 133M118 168Q126 158 138 156"
        fill="none"
        stroke="#fff"
        strokeWidth="6"
        strokeLinecap="round"
        opacity=".55"
      />
      <path d="M160 308H240L246 324H154Z" fill={palette.shade} />
      <path d="M74 200C112 234 288 234 326 200C326 262 276 314 200 314S74 262 74 200Z" fill={palette.base} />
      <path d="M280 219Q306 213 326 200C326 262 276 314 200 314C252 300 278 262 280 219Z" fill={palette.shade} />
      <path d="M74 200C112 234 288 234 326 200L326 208C288 242 112 242 74 208Z" fill={cream.base} />
      <path
        d="M79 232C120 262 280 262 321 232"
        fill="none"
        stroke={cream.base}
        strokeWidth="4"
        strokeDasharray="2 12"
        strokeLinecap="round"
        opacity=".85"
      />
      <path d="M100 246Q110 272 134 288" fill="none" stroke="#fff" strokeWidth="8" strokeLinecap="round" opacity=".3" />
    </>
  );
}
