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
    ".neat{fill:none;stroke:#222;stroke-width:.8}.limb{fill:none;stroke:#456;stroke-width:.7}"               \
    ".land,.subject{fill-rule:evenodd}"

#define ENT_STYLE_PATTERNS                                                                                   \
    "<pattern id=\"certain-lines\" width=\"4.2\" height=\"4.2\" patternUnits=\"userSpaceOnUse\" "            \
    "patternTransform=\"rotate(45)\"><path d=\"M0 0V4.2\" stroke=\"#0072b2\" "                               \
    "stroke-width=\".55\"/></pattern>\n"                                                                     \
    "<pattern id=\"possible-lines\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "               \
    "patternTransform=\"rotate(-45)\"><path d=\"M0 0V8\" stroke=\"#0072b2\" stroke-width=\".45\" "           \
    "stroke-dasharray=\"4 4\"/></pattern>\n"

#endif
