package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InstallerEnvTests {

    @Test
    void parseReadsWhatAShellWouldAssign() {
        InstallerEnv env = InstallerEnv.parse("""
                # the installer
                ISO_IMAGE="pxe-installer"
                export INSTALLER_VERSION=latest # newest
                IMAGE_NAME='registry.example/edge/installer'

                USER_DATA_FILE="sites/user data"
                """, ".installer.env");
        assertThat(env.isoFile()).hasValue("pxe-installer.iso");
        assertThat(env.userDataFile()).hasValue(Path.of("sites/user data"));
        assertThat(env.value("INSTALLER_VERSION")).hasValue("latest");
        assertThat(env.value("IMAGE_NAME")).hasValue("registry.example/edge/installer");
    }

    @Test
    void parseWhenQuoteIsTypographicExplainsIt() {
        assertThatThrownBy(() -> InstallerEnv.parse("ISO_IMAGE=\"a\"\nUSER_DATA_FILE=\u201Cuser-data\u201D\n", "e"))
                .hasMessageContaining("typographic quote")
                .hasMessageContaining("e:2")
                .hasMessageContaining("plain quote");
    }

    @Test
    void parseWhenKeyIsUnknownNamesTheKnownOnes() {
        assertThatThrownBy(() -> InstallerEnv.parse("USERDATA_FILE=x\n", "e"))
                .hasMessageContaining("'USERDATA_FILE' is not a key")
                .hasMessageContaining("USER_DATA_FILE");
    }

    @Test
    void parseWhenQuoteIsNotClosedSaysSo() {
        assertThatThrownBy(() -> InstallerEnv.parse("ISO_IMAGE=\"x\n", "e"))
                .hasMessageContaining("does not end with it");
    }

    @Test
    void parseWhenValueIsEmptyTreatsItAsAbsent() {
        assertThat(InstallerEnv.parse("ISO_IMAGE=\n", "e").isoFile()).isEmpty();
    }
}
