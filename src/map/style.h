/* style.h: how a map looks. Colours are those of M. Okabe and K. Ito (Color universal design, 2008), which
 * people with any kind of colour vision tell apart; in black and white their greys differ too, and every kind
 * of thing has a line, a hatching or a shape of its own. Water is a cool light tint, land near the white of
 * the paper, so that what the map is about stands out against both. */
#ifndef ENT_MAP_STYLE_H
#define ENT_MAP_STYLE_H

#define ENT_STYLE_CSS                                                                                        \
    "text{font-family:'Liberation Sans',Arimo,Helvetica,Arial,sans-serif;fill:#222}"                         \
    ".paper{fill:#fff}.water{fill:#e3edf2}.land{fill:#fbf8f0;stroke:#5f7f92;stroke-width:.4;stroke-"         \
    "linejoin:round}"                                                                                        \
    ".inland{stroke:none}.open{fill:none}"                                                                   \
    ".subject{fill:#ece3cd;stroke:none}"                                                                     \
    ".net{fill:none;stroke:#8fa9b7;stroke-width:.3}"                                                         \
    ".net-number{fill:#4c6675}"                                                                              \
    ".border{fill:none;stroke:#7d7468;stroke-width:.5;stroke-linejoin:round;stroke-linecap:round}"           \
    ".disputed{fill:none;stroke:#7d7468;stroke-width:.6;stroke-dasharray:2.6 1.6}"                           \
    ".elsewhere{fill:none;stroke:#7d7468;stroke-width:.5;stroke-dasharray:.1 1.6;stroke-linecap:round}"      \
    ".certain{fill:#0072b2;fill-opacity:.07;fill-rule:evenodd}"                                              \
    ".certain-hatch{fill:url(#certain-lines);fill-rule:evenodd}"                                             \
    ".certain-edge{fill:none;stroke:#00527f;stroke-width:1.15;stroke-linejoin:round}"                        \
    ".possible{fill:#0072b2;fill-opacity:.04;fill-rule:evenodd}"                                             \
    ".possible-hatch{fill:url(#possible-lines);fill-rule:evenodd}"                                           \
    ".possible-edge{fill:none;stroke:#00527f;stroke-width:1;stroke-dasharray:5 2.5;stroke-linejoin:round}"   \
    ".country,.sea,.mark-name,.town,.net-number{paint-order:stroke;stroke:#fff;stroke-opacity:.75;stroke-width:1.4;"     \
    "stroke-"                                                                                                \
    "linejoin:round}"                                                                                        \
    ".town{fill:#444}.town-dot{fill:#fff;stroke:#333;stroke-width:.7}"                                       \
    ".sea-limit{fill:none;stroke:#4d7f9c;stroke-width:.45;stroke-dasharray:1.2 1.2}"                         \
    ".country{fill:#3b352b}"                                                                                 \
    ".sea{fill:#2f5f7c;font-family:'Liberation Serif',Tinos,'Times New "                                     \
    "Roman',Times,serif;font-style:italic}"                                                                  \
    ".neat{fill:none;stroke:#222;stroke-width:.8}.limb{fill:none;stroke:#456;stroke-width:.7}"               \
    ".shape{fill:none;stroke:#a0440a;stroke-width:1.5;stroke-linejoin:round}"                                \
    ".shape-halo{fill:none;stroke:#fff;stroke-width:3;stroke-opacity:.7}"                                    \
    ".shape-1{stroke-dasharray:7 2.4}.shape-2{stroke-dasharray:6 2 1.2 2}"                                   \
    ".shape-3{stroke-dasharray:2.4 1.8}.shape-4{stroke-dasharray:9 2 1.2 2 1.2 2}"                           \
    ".shape-5{stroke-dasharray:.1 3;stroke-linecap:round;stroke-width:2}"                                    \
    ".coarser{fill:none;stroke:#8a3f68;stroke-width:.6;stroke-dasharray:.8 1.4}"                             \
    ".leader{stroke:#222;stroke-width:.45}.leader-foot{fill:#222;stroke:none}"                               \
    ".somewhere{fill:#fff;fill-opacity:.6;stroke:#222;stroke-width:.7;stroke-dasharray:2 1.3}"               \
    ".line-name{fill:#7a3306;font-style:italic;paint-order:stroke;stroke:#fff;stroke-width:1.8;"             \
    "stroke-linejoin:round}"                                                                                 \
    ".boxed{stroke:#7d7468;stroke-width:.4}"                                                                 \
    ".breach{fill:#d55e00;stroke:#fff;stroke-width:.6}.kept{fill:#fff;stroke:#00795a;stroke-width:1.4}"      \
    ".unclear-paper{fill:#fff;stroke:#222;stroke-width:.8}.unclear{fill:#e69f00;stroke:#222;stroke-width:."  \
    "8;stroke-linejoin:round}"                                                                               \
    ".exempt-paper{fill:none;stroke:#fff;stroke-width:2.6}.exempt{fill:none;stroke:#444;stroke-width:1.3}"   \
    ".none-shown{fill:#fff;stroke:#7a5200;stroke-width:1.1;stroke-linejoin:round}.plain{fill:#222;stroke:#fff;stroke-width:.5}"                                                          \
    ".disc{fill:#cc79a7;fill-opacity:.1;fill-rule:evenodd;stroke:#8a3f68;stroke-width:.6;stroke-dasharray:"  \
    "2 1.2}"                                                                                                 \
    ".area{fill:url(#area-dots);fill-rule:evenodd;stroke:#8a3f68;stroke-width:.6;stroke-dasharray:4 1.4}"    \
    ".area-line{fill:none;stroke:#8a3f68;stroke-width:1}"                                                    \
    ".country-only{fill:url(#country-dots);fill-rule:evenodd;stroke:none}"                                   \
    ".rule{stroke:#999;stroke-width:.4}.title{font-weight:bold;fill:#111}.subtitle{fill:#333}.note{fill:#"   \
    "444}"                                                                                                   \
    ".bar-black{fill:#222;stroke:#222;stroke-width:.4}.bar-white{fill:#fff;stroke:#222;stroke-width:.4}"     \
    ".land,.subject{fill-rule:evenodd}"

#define ENT_STYLE_PATTERNS                                                                                   \
    "<pattern id=\"certain-lines\" width=\"4.2\" height=\"4.2\" patternUnits=\"userSpaceOnUse\" "            \
    "patternTransform=\"rotate(45)\"><path d=\"M0 0V4.2\" stroke=\"#0072b2\" "                               \
    "stroke-width=\".55\"/></pattern>\n"                                                                     \
    "<pattern id=\"possible-lines\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "               \
    "patternTransform=\"rotate(-45)\"><path d=\"M0 0V8\" stroke=\"#0072b2\" stroke-width=\".45\" "           \
    "stroke-dasharray=\"4 4\"/></pattern>\n"                                                                 \
    "<pattern id=\"area-dots\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">"                    \
    "<circle cx=\"1\" cy=\"1\" r=\".5\" fill=\"#8a3f68\"/><circle cx=\"3\" cy=\"3\" r=\".5\" "               \
    "fill=\"#8a3f68\"/></pattern>\n"                                                                         \
    "<pattern id=\"country-dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"                 \
    "<path d=\"M1.6 2.5h1.8M2.5 1.6v1.8\" stroke=\"#a8688d\" stroke-width=\".35\"/></pattern>\n"

#endif
