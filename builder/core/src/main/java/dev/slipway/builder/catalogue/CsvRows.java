package dev.slipway.builder.catalogue;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.yaml.Comments;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The rows of a CSV file (RFC 4180) as mappings, by the keys of its first row. Whole numbers, `true` and `false` are
/// what they look like, unless a zero leads; all else is text. An empty cell says nothing.
record CsvRows(String text, String name, Consumer<SiteFinding> findings) {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final int CELLS_MAX = 1_000;

    /// A record behind the last tells whether the quotes of the last were closed.
    private static final String SENTINEL = "slipway-end-of-rows";

    List<YamlMapping> read() {
        List<YamlMapping> rows = new ArrayList<>();
        List<String> header = List.of();
        boolean hasEnded = false;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(false)
                .ofCsvRecord(text + (text.endsWith("\n") ? "" : "\n") + SENTINEL)) {
            for (CsvRecord csvRecord : csv) {
                int line = (int) csvRecord.getStartingLineNumber();
                hasEnded = csvRecord.getFields().equals(List.of(SENTINEL));
                if (hasEnded || isBlank(csvRecord)) {
                    continue;
                }
                if (header.isEmpty()) {
                    header = header(csvRecord, line);
                } else {
                    row(header, csvRecord, line).ifPresent(rows::add);
                }
            }
        } catch (CsvParseException e) {
            throw Problem.input("sites.csv", "the CSV file cannot be understood")
                    .at(name)
                    .because(String.valueOf(
                            Optional.ofNullable(e.getCause()).orElse(e).getMessage()))
                    .exception(e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (!hasEnded) {
            throw Problem.input("sites.csv", "a quote is not closed")
                    .at(name)
                    .because("all that follows it is taken for one cell")
                    .exception();
        }
        if (header.isEmpty()) {
            findings.accept(SiteFinding.error("sites.csv", name + ":1:1", "the CSV file has no row with its keys"));
        }
        return rows;
    }

    private static boolean isBlank(CsvRecord csvRecord) {
        return csvRecord.getFieldCount() == 1 && csvRecord.getField(0).isBlank();
    }

    private List<String> header(CsvRecord csvRecord, int line) {
        List<String> keys = csvRecord.getFields().stream()
                .map(String::strip)
                .limit(CELLS_MAX)
                .toList();
        Set<String> seen = new HashSet<>();
        for (String key : keys) {
            if (key.isEmpty()) {
                tell(line, "a column has no key");
            } else if (!seen.add(key)) {
                tell(line, "the key '%s' stands twice".formatted(SafeText.shown(key)));
            }
        }
        if (!seen.contains("name")) {
            tell(line, "there is no column 'name'");
        }
        return keys;
    }

    private Optional<YamlMapping> row(List<String> header, CsvRecord csvRecord, int line) {
        if (csvRecord.getFieldCount() > header.size()) {
            tell(
                    line,
                    "the row has %d cells, and there are %d keys".formatted(csvRecord.getFieldCount(), header.size()));
            return Optional.empty();
        }
        List<YamlMapping.Entry> entries = new ArrayList<>();
        Span span = new Span(0, 0, line, 1);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < csvRecord.getFieldCount(); i++) {
            String cell = csvRecord.getField(i);
            if (!cell.isEmpty() && !header.get(i).isEmpty() && seen.add(header.get(i))) {
                entries.add(
                        new YamlMapping.Entry(scalar(header.get(i), YamlScalar.Type.STRING, span), cell(cell, span)));
            }
        }
        return Optional.of(new YamlMapping(entries, span, Comments.NONE));
    }

    private static YamlNode cell(String cell, Span span) {
        if (NUMBER.matcher(cell).matches()) {
            return scalar(cell, YamlScalar.Type.INTEGER, span);
        }
        boolean isFlag = cell.equals("true") || cell.equals("false");
        return scalar(cell, isFlag ? YamlScalar.Type.BOOLEAN : YamlScalar.Type.STRING, span);
    }

    private static YamlScalar scalar(String text, YamlScalar.Type type, Span span) {
        return new YamlScalar(text, YamlScalar.Style.PLAIN, type, span, Comments.NONE);
    }

    private void tell(int line, String message) {
        findings.accept(SiteFinding.error("sites.csv", "%s:%d:1".formatted(name, line), message));
    }
}
