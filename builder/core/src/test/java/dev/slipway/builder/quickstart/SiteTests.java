package dev.slipway.builder.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import dev.slipway.builder.userdata.finding.ValidationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTests {

    private static final Path EXAMPLE = Path.of("../../examples/user-data");

    @TempDir
    private Path directory;

    @Test
    void exampleIsAwaitedByItsNameAndSwitchesOff() {
        Site site = Site.read(EXAMPLE);

        assertThat(site.hostName()).contains("edge-1");
        assertThat(site.switchesOff()).isTrue();
        assertThat(site.login().matcher("edge-1 login: ").find()).isTrue();
        assertThat(site.login().matcher("slipway login: ").find()).isFalse();
    }

    @Test
    void exampleHasNoFindings() throws IOException {
        UserDataValidation validation = UserDataValidation.of(
                Files.readAllBytes(EXAMPLE), "example", ValidationContext.UNKNOWN.readBy(UserDataReader.SLIPWAY));

        assertThat(validation.findings()).isEmpty();
    }

    @Test
    void loginWhenTheNameIsInCapitalsIsAsTheHostWritesIt() throws IOException {
        Site site = read("#cloud-config\nstylus: {site: {name: Shop-9}}\nhostname: other\n");

        assertThat(site.login().matcher("shop-9 login:").find()).isTrue();
    }

    @Test
    void loginWhenNoNameIsSaidIsAnyHosts() throws IOException {
        Site site = read("#cloud-config\ninstall: {reboot: true}\n");

        assertThat(site.switchesOff()).isFalse();
        assertThat(site.login().matcher("whoever login:").find()).isTrue();
        assertThat(site.login().matcher("Your last login: never").find()).isFalse();
    }

    private Site read(String text) throws IOException {
        return Site.read(Files.writeString(directory.resolve("user-data"), text));
    }
}
