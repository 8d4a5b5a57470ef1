package dev.slipway.maven;

import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/// Properties that Maven cannot put into a parameter by itself: lists whose items hold commas, and maps. What is given
/// on the command line comes before what the project says.
record GivenProperties(SortedMap<String, String> values) {

    static GivenProperties of(MavenProject project, MavenSession session) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Properties properties : List.of(project.getProperties(), session.getUserProperties())) {
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        }
        return new GivenProperties(values);
    }

    /// A value as words with blanks between them.
    List<String> words(String name) {
        String value = values.getOrDefault(name, "").strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }

    /// The properties whose names begin so, by the rest of their names.
    SortedMap<String, String> under(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        values.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .forEach(entry -> found.put(entry.getKey().substring(prefix.length()), entry.getValue()));
        return found;
    }
}
