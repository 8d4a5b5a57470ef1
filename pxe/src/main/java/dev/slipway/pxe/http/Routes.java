package dev.slipway.pxe.http;

import dev.slipway.pxe.http.HttpAsked.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds who answers, by the first parts of the path: of the routes that match, the longest.
public final class Routes implements HttpHandler {

    private static final Set<Method> READING = EnumSet.of(Method.GET, Method.HEAD);

    private final List<Route> routes;

    private Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /// Nobody answers anything, yet.
    public static Routes none() {
        return new Routes(List.of());
    }

    private record Route(List<String> prefix, Set<Method> methods, HttpHandler handler) {
        boolean matches(RequestPath path) {
            return path.size() >= prefix.size()
                    && path.parts().subList(0, prefix.size()).equals(prefix);
        }
    }

    /// With one more for GET and HEAD.
    ///
    /// @param prefix such as `/media`; `/` for whatever no other takes
    public Routes with(String prefix, HttpHandler handler) {
        return with(prefix, READING, handler);
    }

    /// With one more for POST alone.
    public Routes withPost(String prefix, HttpHandler handler) {
        return with(prefix, EnumSet.of(Method.POST), handler);
    }

    /// With one more.
    public Routes with(String prefix, Set<Method> methods, HttpHandler handler) {
        List<Route> more = new ArrayList<>(routes);
        List<String> parts = List.of(prefix.split("/")).stream()
                .filter(part -> !part.isEmpty())
                .toList();
        more.add(new Route(parts, Set.copyOf(methods), handler));
        return new Routes(more);
    }

    @Override
    public HttpAnswer answer(HttpAsked asked) {
        int longest = routes.stream()
                .filter(route -> route.matches(asked.path()))
                .mapToInt(route -> route.prefix.size())
                .max()
                .orElse(-1);
        if (longest < 0) {
            return HttpAnswer.notFound();
        }
        List<Route> found = routes.stream()
                .filter(route -> route.prefix.size() == longest && route.matches(asked.path()))
                .toList();
        for (Route route : found) {
            if (route.methods.contains(asked.method())) {
                return route.handler.answer(asked);
            }
        }
        return notAllowed(found.stream()
                .flatMap(route -> route.methods.stream())
                .map(Method::name)
                .sorted()
                .distinct()
                .collect(Collectors.joining(", ")));
    }

    static HttpAnswer notAllowed(String allowed) {
        return HttpAnswer.failure(405, "the method is not allowed here").header("Allow", allowed);
    }
}
