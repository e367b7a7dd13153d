" Colours for blocks of entente: in Markdown, `let g:markdown_fenced_languages = ['entente']`.
" tests/house/grammar.sh holds its words against the grammar in docs/language.md.
if exists("b:current_syntax")
  finish
endif
syntax iskeyword @,48-57,_,-,192-255

syntax keyword ententeModality prohibits limits requires permits recommends only

syntax keyword ententeWho actor anyone border coast host land member members meridian non-parties non-party object
syntax keyword ententeWho owner parallel participant parties party place position sea state states target territory
syntax keyword ententeWho zone

syntax keyword ententeWord a about above acts after agreement all along always an and angle another any area assume
syntax keyword ententeWord at attribute baseline because before below between beyond binds bound by calendar case
syntax keyword ententeWord chart clause closer code count counting crosses date day days define does down due duration each
syntax keyword ententeWord earlier east eighth elapsed else end ended entry every exactly exceeds exception farther
syntax keyword ententeWord fewer fifth first for force formalised fourth fraction from geodesic greatest group half
syntax keyword ententeWord hold holds if in inclusive instead into is kind known last later layer least length less
syntax keyword ententeWord limit line mass max min moment month months more most nearer never ninth no north not
syntax keyword ententeWord number of on one or other outside over parameter paraphrase per period quantity quarter
syntax keyword ententeWord quarters rank reaches reading record records reported resumed rhumb round same scenarios
syntax keyword ententeWord second seventh sixth source south speed start status such sum suspended table tenth text
syntax keyword ententeWord than that the then there third time title to together under unless until up view week
syntax keyword ententeWord weeks west when where whole wide with within without word year years yield

syntax match ententeCountry /\<[A-Z]\{3}\>/
syntax match ententeBinder /\<[A-Z]\>/
syntax match ententeClauseId /\<\([IVXLC]\+\|\d\+\)\(\.[0-9A-Za-z]\+\)\+/
syntax match ententeNumber /\<\d\+\(\.\d\+\)\?\(\/\d\+\)\?\(\s*\(kiloton\|long-tons\|long-ton\|short-tons\|short-ton\|inches\|inch\|yd\|mi\|lb\|megaton\|minutes\|percent\|seconds\|minute\|months\|second\|hours\|month\|weeks\|years\|days\|hour\|km\/h\|week\|year\|day\|deg\|m\/s\|min\|nmi\|cm\|ft\|kg\|km\|kn\|kt\|mm\|d\|h\|m\|s\|t\)\)\?\>/
syntax match ententeDate /\<\d\{4}-\d\{2}\(-\d\{2}\(T[0-9:.+Z-]\+\)\?\)\?/
syntax region ententeString start=/"/ end=/"\|$/
syntax match ententeComment /#.*$/

highlight default link ententeModality Statement
highlight default link ententeWord Keyword
highlight default link ententeWho Type
highlight default link ententeCountry Constant
highlight default link ententeBinder Identifier
highlight default link ententeClauseId Function
highlight default link ententeNumber Number
highlight default link ententeDate Constant
highlight default link ententeString String
highlight default link ententeComment Comment

let b:current_syntax = "entente"
