#!/bin/sh
# Four lists of words that must not drift apart: what the parser reads, the grammar in the manual, what the language
# server offers at the start of a line, and what the editors colour. The manual is the middle of them: every word that
# the parser reads stands in it, and the colouring grammar, tried as an editor would, colours every word and unit of it.
set -u
: "${SOURCE:?}"
exec perl -MJSON::PP -w - "$SOURCE" <<'END'
use strict;
my $source = shift;
my $failed = 0;
sub complain { print "@_\n"; $failed = 1 }
sub slurp { local $/; open my $file, '<', "$source/$_[0]" or die "$_[0]: $!"; return <$file> }

for my $file (glob "$source/editors/vscode/package.json $source/editors/vscode/syntaxes/*.json") {
    open my $in, '<', $file or die;
    local $/;
    eval { decode_json(<$in>); 1 } or complain("$file is not JSON");
}

# The manual: the terminals of its grammar, its units.
my ($grammar) = slurp('docs/language.md') =~ /^## Grammar\n(.*)/ms or die "no grammar in the manual";
my %manual = map { $_ => 1 } $grammar =~ /"([a-z][a-z-]*)"/g;
my ($units) = slurp('docs/language.md') =~ /^Units: (.*?)\.\n\n/ms or die "no units in the manual";
my @units = map { split ' ' } $units =~ /`([^`]+)`/g;
complain("too few words in the manual") if keys %manual < 150 || @units < 20;

# The parser: words it takes, and the tables it looks words up in. Headings of articles and words that are only
# reserved are no part of the grammar.
my %outside = map { $_ => 1 } qw(annex art article back chapter here item paragraph part point protocol section as do words);
my $parser = join '', map { slurp("src/lang/$_") } map { m{([^/]+)$} } glob "$source/src/lang/parse*.c";
my %read;
while ($parser =~ /(?:ent_take|ent_need|ent_token_is)\([^;"]*((?:"[a-z-]+"(?:,\s*)?)+)|\{\s*((?:"[a-z-]+"(?:,\s*)?)+)/g) {
    my $list = defined $1 ? $1 : $2;
    $read{$_} = 1 for $list =~ /"([a-z-]+)"/g;
}
complain("too few words in the parser") if keys %read < 150;
for my $word (sort keys %read) {
    complain("the parser reads \"$word\", and the manual's grammar does not say so") unless $manual{$word} || $outside{$word};
}

# The language server: the words that begin statements and lines.
my ($begins) = slurp('src/lang/parse_document.c') =~ /keywords\[\] = \{(.*?)\};/s;
my ($below) = slurp('src/lang/parse_lines.c') =~ /readers\[\] = \{(.*?)\};/s;
my %offered = map { (split ' ')[0] => 1 }
    map { /"([a-z ]+)"/g } slurp('src/lsp/complete.c') =~ /(?:statements|lines|modalities)\[\] = \{(.*?)\};/sg;
for my $word (($begins // '') =~ /"([a-z]+)"/g, ($below // '') =~ /"([a-z]+)"/g) {
    complain("the language server does not offer \"$word\"") unless $offered{$word} || $word =~ /^(case|fewer|no)$/;
}

# The colours, as an editor finds them: the first pattern that matches earliest in the line.
my $colours = decode_json(slurp('editors/vscode/syntaxes/entente.tmLanguage.json'));
my @rules;
for my $include (@{$colours->{patterns}}) {
    my ($name) = $include->{include} =~ /^#(.*)/;
    my $rule = $colours->{repository}{$name};
    push @rules, [$_->{name} // $name, $_->{match} // $_->{begin}] for $rule->{patterns} ? @{$rule->{patterns}} : $rule;
}
sub colour_of {
    my ($line, $at, $length) = @_;
    my ($name, $start, $end) = ('', length $line, 0);
    for my $rule (@rules) {
        while ($line =~ /$rule->[1]/g) {
            last if $-[0] > $at;
            ($name, $start, $end) = ($rule->[0], $-[0], $+[0]) if $+[0] >= $at + $length && $-[0] < $start;
            last if $+[0] == $-[0];
        }
    }
    return $end ? $name : '';
}
for my $word (sort keys %manual) {
    my $colour = colour_of("x $word y", 2, length $word);
    complain("no colour for the word \"$word\"") if $colour !~ /keyword|support|operator/;
}
for my $unit (@units) {
    complain("no colour for the unit \"$unit\"") if colour_of("x 5 $unit", 2, 2 + length $unit) !~ /numeric/;
}

# Vim: its keywords, its patterns for numbers, and nothing but words of the manual.
my $vim = slurp('editors/vim/syntax/entente.vim');
my %vim = map { $_ => 1 } map { split ' ' } $vim =~ /^syntax keyword \w+ (.*)$/mg;
my ($quantity) = $vim =~ m{^syntax match ententeNumber /(.*)/$}m or die "Vim colours no numbers";
$quantity =~ s/\\([(){}|+?<>])/$1 eq '<' || $1 eq '>' ? '\\b' : $1/ge;
for my $word (sort keys %manual) {
    complain("Vim has no colour for the word \"$word\"") unless $vim{$word};
}
for my $word (sort keys %vim) {
    complain("Vim colours \"$word\", and the manual's grammar does not say so") unless $manual{$word} || colour_of("x $word y", 2, length $word);
}
for my $unit (@units) {
    complain("Vim has no colour for the unit \"$unit\"") unless "5 $unit" =~ /^$quantity$/;
}
exit $failed;
END
