package dev.slipway.builder.userdata.merge;

/// Paths as messages write them.
final class KeyText {

    private KeyText() {}

    /// The path of a key below another; one that holds a dot stands in brackets.
    static String child(String path, String key) {
        if (key.isEmpty() || key.matches("(?s).*[.\\[\\]\\s].*")) {
            return path + "['" + key + "']";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    /// The path of an item of a list.
    static String item(String path, int index) {
        return path + "[" + index + "]";
    }
}
