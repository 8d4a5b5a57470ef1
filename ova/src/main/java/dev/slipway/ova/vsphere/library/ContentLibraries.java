package dev.slipway.ova.vsphere.library;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import dev.slipway.ova.vsphere.connection.VcenterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The libraries of a vCenter and their items (vSphere Automation API: "Content Library", "Content Library Item",
/// "Content Library Item File").
final class ContentLibraries {

    private static final String LIBRARIES = "/api/content/library";
    private static final String ITEMS = LIBRARIES + "/item";
    private static final int NAMES_MAX = 20;

    private final VcenterApi api;

    ContentLibraries(VcenterApi api) {
        this.api = api;
    }

    /// An item.
    ///
    /// @param description whose first words say who made it
    record Item(String id, String name, String description) {}

    /// The identifier of a library that files can be put into.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is none of that name
    String find(String name) throws IOException {
        List<String> found = strings(
                api.postAgain(LIBRARIES + "?action=find", VcenterApi.object().put("name", name)));
        if (found.size() > 1) {
            throw Problem.input("vsphere.library-ambiguous", "there are several libraries '%s'".formatted(name))
                    .at(api.address().toString())
                    .fix("name one by its identifier: " + String.join(", ", found))
                    .exception();
        }
        Optional<JsonNode> library = library(found.isEmpty() ? name : found.getFirst());
        if (library.isEmpty()) {
            throw unknown(name);
        }
        if (!library.get().path("type").asString("").equals("LOCAL")) {
            throw Problem.input(
                            "vsphere.library-subscribed", "nothing can be put into the library '%s'".formatted(name))
                    .at(api.address().toString())
                    .because("it is subscribed to another one")
                    .fix("name a local library")
                    .exception();
        }
        return library.get().path("id").asString("");
    }

    private Optional<JsonNode> library(String id) throws IOException {
        try {
            return Optional.of(api.get(LIBRARIES + "/" + VcenterApi.part(id)));
        } catch (VcenterException e) {
            if (e.isMissing()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ProblemException unknown(String name) throws IOException {
        List<String> ids = strings(api.get(LIBRARIES));
        List<String> names = new ArrayList<>();
        for (String id : ids.subList(0, Math.min(ids.size(), NAMES_MAX))) {
            library(id)
                    .ifPresent(library -> names.add("'" + library.path("name").asString("") + "'"));
        }
        Problem problem = Problem.input("vsphere.library-unknown", "there is no library '%s'".formatted(name))
                .at(api.address().toString());
        return (names.isEmpty()
                        ? problem.because("this user sees no library at all")
                        : problem.fix("there are %s%s"
                                .formatted(
                                        String.join(", ", names),
                                        ids.size() > NAMES_MAX
                                                ? " and %d more".formatted(ids.size() - NAMES_MAX)
                                                : "")))
                .exception();
    }

    /// The item of that name.
    Optional<Item> item(String library, String name) throws IOException {
        List<String> found = strings(api.postAgain(
                ITEMS + "?action=find", VcenterApi.object().put("name", name).put("library_id", library)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String id = found.getFirst();
        JsonNode item = api.get(ITEMS + "/" + VcenterApi.part(id));
        return Optional.of(new Item(
                id, item.path("name").asString(name), item.path("description").asString("")));
    }

    /// Whether an item has no files yet: one whose first upload never came to its end.
    boolean isEmpty(Item item) throws IOException {
        return api.get(ITEMS + "/" + VcenterApi.part(item.id()) + "/file").isEmpty();
    }

    /// Makes an item without files.
    ///
    /// @return its identifier
    String create(String library, String name, String description) throws IOException {
        return api.postOnce(
                        ITEMS,
                        VcenterApi.object()
                                .put("library_id", library)
                                .put("name", name)
                                .put("type", "ovf")
                                .put("description", description))
                .asString("");
    }

    /// Removes an item with its files.
    static void delete(VcenterApi api, String id) throws IOException {
        api.delete(ITEMS + "/" + VcenterApi.part(id));
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asString("")));
        return strings;
    }
}
