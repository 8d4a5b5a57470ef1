package dev.slipway.builder.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Image;
import dev.slipway.image.compression.Compression;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.squashfs.SquashfsImage;
import dev.slipway.image.squashfs.SquashfsOptions;
import dev.slipway.image.tar.TarReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images that other people's tools made: what we make of their layers is what umoci unpacks, and packs to the same
/// bytes as the same root file system from one tar.
@RequiresTool("umoci")
class MadeImagesIT {

    @TempDir
    private Path work;

    @BeforeEach
    void requireRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "owners and devices take root");
    }

    private void shell(Path directory, String script) throws IOException {
        Path file = Files.writeString(work.resolve("script.sh"), "set -eu\n" + script);
        Tool.of("sh", file).in(directory).run();
    }

    /// A root file system with one of each kind, and then one that differs in most of them.
    private static final String FIRST = """
            umask 022
            mkdir -p etc/conf.d usr/lib usr/bin dev var/old/deep
            ln -s usr/lib lib
            echo one > etc/conf.d/a; echo two > etc/conf.d/b; echo host > etc/hostname
            head -c 300000 /dev/urandom > usr/lib/large
            ln usr/lib/large usr/bin/same; ln usr/lib/large usr/bin/third
            mknod dev/null c 1 3; mknod dev/disk b 8 1; mkfifo dev/pipe
            chown -h 12:34 lib etc/hostname; chmod 4711 usr/bin/same
            echo x > var/old/deep/x; touch "$(printf 'raw\\377')"
            touch -h -d @1100000001 lib etc/conf.d/b dev/null; touch -d @1100000002.5 usr/bin var etc dev
            """;
    private static final String SECOND = """
            rm -r var/old etc/conf.d/a; rm etc/hostname dev/pipe; mkdir etc/hostname
            echo new > etc/conf.d/c; echo through > lib/linked
            ln usr/bin/third usr/bin/fourth; rm usr/bin/same; echo other > usr/bin/same
            chmod 2750 usr; chown 5:6 usr/lib; ln -sfn usr/bin lib
            touch -d @1200000003 etc/hostname usr
            """;

    private Path madeByUmoci() throws IOException {
        Path layout = work.resolve("image");
        Path bundle = work.resolve("making");
        String image = layout + ":latest";
        Tool.of("umoci", "init", "--layout", layout).run();
        Tool.of("umoci", "new", "--image", image).run();
        Path root = Umoci.unpack(layout, bundle);
        shell(root, FIRST);
        Tool.of("setfattr", "-n", "user.test", "-v", "value", root.resolve("etc/hostname"))
                .run();
        Tool.of("umoci", "repack", "--refresh-bundle", "--image", image, bundle).run();
        shell(root, SECOND);
        Tool.of("umoci", "repack", "--refresh-bundle", "--image", image, bundle).run();
        Path inserted = Files.createDirectory(work.resolve("inserted"));
        Files.writeString(inserted.resolve("only"), "this");
        Tool.of("umoci", "insert", "--image", image, "--opaque", inserted, "/etc/conf.d")
                .run();
        Tool.of("umoci", "insert", "--image", image, inserted, "/opt").run();
        Tool.of("umoci", "insert", "--image", image, "--whiteout", "/dev/disk").run();
        return layout;
    }

    private static List<String> listing(Directory tree) {
        return Listing.full(tree, Instant.MAX);
    }

    @Test
    void ofWhenUmociMadeTheLayersGivesWhatItUnpacks() throws Exception {
        Path layout = madeByUmoci();
        Directory theirs = DirectoryScan.of(Umoci.unpack(layout, work.resolve("bundle")));
        List<Layer> layers = Umoci.layers(layout);
        assertThat(layers).hasSize(5);
        assertThat(listing(LayeredTree.of(layers)))
                .containsExactlyElementsOf(listing(theirs))
                .anyMatch(line -> line.startsWith("usr/lib/large=>usr/bin/third"))
                .anyMatch(line -> line.startsWith("etc/conf.d/only:this"))
                .noneMatch(line -> line.startsWith("dev/disk"));
    }

    @Test
    @RequiresTool("tar")
    void ofWhenSameRootComesAsOneTarPacksToTheSameBytes() throws Exception {
        Path layout = madeByUmoci();
        Path root = Umoci.unpack(layout, work.resolve("bundle"));
        Path tar = work.resolve("root.tar");
        Tool.of(
                        "tar",
                        "--format=posix",
                        "--xattrs",
                        "--xattrs-include=*",
                        "--numeric-owner",
                        "-cf",
                        tar,
                        "-C",
                        root,
                        ".")
                .run();
        Directory single = TarReader.read(Image.ofFile(tar));
        Directory layered = LayeredTree.of(Umoci.layers(layout));
        assertThat(listing(layered)).containsExactlyElementsOf(listing(single));
        assertThat(packed(layered, "layered")).isEqualTo(packed(single, "single"));
    }

    private String packed(Directory tree, String name) throws IOException {
        return SquashfsImage.write(
                        tree, SquashfsOptions.of(Compression.parse("zstd:1"), Instant.EPOCH), work.resolve(name))
                .sha256()
                .hex();
    }

    @Test
    @RequiresTool("buildah")
    void ofWhenBuildahMadeTheLayersGivesWhatUmociUnpacks() throws Exception {
        Path layout = work.resolve("image");
        Files.writeString(work.resolve("first.sh"), "set -eu\n" + FIRST);
        Files.writeString(work.resolve("second.sh"), "set -eu\n" + SECOND);
        shell(work, """
                buildah() { command buildah --root "$PWD/root" --runroot "$PWD/run" --storage-driver vfs "$@"; }
                one=$(buildah from scratch)
                (cd "$(buildah mount "$one")" && sh -eu "$OLDPWD/first.sh")
                id=$(buildah commit -q "$one")
                two=$(buildah from "$id")
                (cd "$(buildah mount "$two")" && sh -eu "$OLDPWD/second.sh")
                buildah commit -q "$two" "oci:$PWD/image:latest"
                buildah rm -a
                buildah rmi -a -f
                """);
        Directory theirs = DirectoryScan.of(Umoci.unpack(layout, work.resolve("bundle")));
        List<Layer> layers = Umoci.layers(layout);
        assertThat(layers).hasSize(2);
        assertThat(listing(LayeredTree.of(layers)))
                .containsExactlyElementsOf(listing(theirs))
                .anyMatch(line -> line.startsWith("lib->usr/bin"))
                .noneMatch(line -> line.startsWith("var/old"));
    }
}
