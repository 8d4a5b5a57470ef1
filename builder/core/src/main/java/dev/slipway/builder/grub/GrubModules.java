package dev.slipway.builder.grub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which modules need which others: `moddep.lst`, a line `name: needed needed` for each.
final class GrubModules {

    private final Map<String, List<String>> needs;

    private GrubModules(Map<String, List<String>> needs) {
        this.needs = needs;
    }

    static GrubModules of(GrubFiles files) throws IOException {
        return parse(new String(files.read("moddep.lst"), UTF_8));
    }

    static GrubModules parse(String list) {
        Map<String, List<String>> needs = new HashMap<>();
        list.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                List<String> needed = Arrays.stream(line.substring(colon + 1).split("\\s+", -1))
                        .filter(name -> !name.isEmpty())
                        .toList();
                needs.put(line.substring(0, colon), needed);
            }
        });
        return new GrubModules(needs);
    }

    /// The modules with all that they need, each once and behind what it needs: GRUB loads them in this order. Of what
    /// one module needs the last comes first, as `grub-mkimage` has it.
    List<String> withNeeds(List<String> names) {
        Set<String> begun = new LinkedHashSet<>();
        List<String> ordered = new ArrayList<>();
        names.forEach(name -> add(name, begun, ordered));
        return ordered;
    }

    /// As deep as there are modules in the list at most, since each is begun once.
    private void add(String name, Set<String> begun, List<String> ordered) {
        if (begun.add(name)) {
            needs.getOrDefault(name, List.of()).reversed().forEach(needed -> add(needed, begun, ordered));
            ordered.add(name);
        }
    }
}
