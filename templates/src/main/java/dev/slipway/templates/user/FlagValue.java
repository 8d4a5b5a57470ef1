package dev.slipway.templates.user;

import freemarker.template.TemplateBooleanModel;

/// True or false, which can be asked for and written out.
final class FlagValue extends Interpolated implements TemplateBooleanModel {

    private final boolean flag;

    FlagValue(boolean flag) {
        super(Kind.BARE, () -> Boolean.toString(flag));
        this.flag = flag;
    }

    @Override
    public boolean getAsBoolean() {
        return flag;
    }
}
