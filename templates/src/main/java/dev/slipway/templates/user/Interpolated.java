package dev.slipway.templates.user;

import freemarker.core.TemplateMarkupOutputModel;
import java.util.function.Supplier;

/// What an interpolation puts into the text: quoted text, or something that stands without quotes.
sealed class Interpolated implements TemplateMarkupOutputModel<Interpolated>
        permits FlagValue, ListValue, MappingValue {

    private final Supplier<String> plain;
    private final Kind kind;

    private Interpolated(Supplier<String> plain, Kind kind) {
        this.plain = plain;
        this.kind = kind;
    }

    /// @param plain computed only where it is written out
    Interpolated(Kind kind, Supplier<String> plain) {
        this(plain, kind);
    }

    /// How it is written.
    enum Kind {
        /// In quotes.
        TEXT,
        /// As it is: a number or a flag.
        BARE,
        /// As it is, and only where a whole value can stand: a list or a mapping in brackets.
        BRACKETS
    }

    static Interpolated text(String text) {
        return new Interpolated(() -> text, Kind.TEXT);
    }

    static Interpolated number(String digits) {
        return new Interpolated(() -> digits, Kind.BARE);
    }

    Kind kind() {
        return kind;
    }

    /// Without quotes.
    String plain() {
        return plain.get();
    }

    @Override
    public SiteTextFormat getOutputFormat() {
        return SiteTextFormat.INSTANCE;
    }
}
