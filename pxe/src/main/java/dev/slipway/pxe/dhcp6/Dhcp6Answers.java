package dev.slipway.pxe.dhcp6;

import dev.slipway.pxe.firmware.BootAnswer;
import dev.slipway.pxe.firmware.BootAnswers;
import dev.slipway.pxe.firmware.BootFile;
import dev.slipway.pxe.firmware.BootQuestion;
import dev.slipway.pxe.firmware.Firmware;
import dev.slipway.pxe.host.Ipv4;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a server of DHCPv6 says to whom: messages go in, answers come out.
final class Dhcp6Answers {

    private static final int LEASE_SECONDS = 3600;
    private static final int NO_ADDRESSES = 2;
    private static final int IA_HEADER = 12;
    private static final int INTEL = 343;

    private final Dhcp6Option serverId;
    private final BootAnswers boot;

    Dhcp6Answers(byte[] serverId, BootAnswers boot) {
        this.serverId = Dhcp6Option.of(Dhcp6Option.SERVER_ID, serverId);
        this.boot = boot;
    }

    /// The answer to a message.
    ///
    /// @param own our address on that network
    /// @param pool addresses to give; empty where others give them and we only answer who asks for information
    Optional<Dhcp6Message> answer(
            Dhcp6Message request, Dhcp6Client client, Inet6Address own, Optional<Dhcp6Pool> pool, long now) {
        boolean toUs =
                request.option(Dhcp6Option.SERVER_ID).map(serverId::equals).orElse(true);
        Optional<Dhcp6Option> id = request.option(Dhcp6Option.CLIENT_ID);
        boolean information = request.type() == Dhcp6Message.INFORMATION_REQUEST;
        if (!toUs || (!information && (pool.isEmpty() || id.isEmpty()))) {
            return Optional.empty();
        }
        boolean rapid = request.option(Dhcp6Option.RAPID_COMMIT).isPresent();
        int type;
        switch (request.type()) {
            case Dhcp6Message.SOLICIT -> type = rapid ? Dhcp6Message.REPLY : Dhcp6Message.ADVERTISE;
            case Dhcp6Message.REQUEST,
                    Dhcp6Message.RENEW,
                    Dhcp6Message.REBIND,
                    Dhcp6Message.RELEASE,
                    Dhcp6Message.DECLINE,
                    Dhcp6Message.INFORMATION_REQUEST -> type = Dhcp6Message.REPLY;
            default -> {
                return Optional.empty();
            }
        }
        List<Dhcp6Option> options = new ArrayList<>();
        id.ifPresent(options::add);
        options.add(serverId);
        if (request.type() == Dhcp6Message.SOLICIT && rapid) {
            options.add(Dhcp6Option.of(Dhcp6Option.RAPID_COMMIT));
        }
        boolean gives = request.type() != Dhcp6Message.RELEASE && request.type() != Dhcp6Message.DECLINE;
        if (gives && pool.isPresent() && id.isPresent()) {
            addAddresses(request, id.get(), pool.get(), now, options);
        }
        if (gives) {
            addBoot(client, own, options);
        }
        return Optional.of(new Dhcp6Message(type, request.transaction(), options));
    }

    private static void addAddresses(
            Dhcp6Message request, Dhcp6Option id, Dhcp6Pool pool, long now, List<Dhcp6Option> options) {
        for (Dhcp6Option asked : request.options()) {
            if (asked.code() == Dhcp6Option.IA_NA && asked.length() >= IA_HEADER) {
                ByteBuffer key = ByteBuffer.allocate(id.length() + Integer.BYTES);
                key.put(id.read()).putInt(asked.data().getInt(0)).flip();
                options.add(association(asked, pool.take(key, now, now + LEASE_SECONDS)));
            }
        }
    }

    private static Dhcp6Option association(Dhcp6Option asked, Optional<Inet6Address> address) {
        ByteBuffer out = ByteBuffer.allocate(64);
        out.putInt(asked.data().getInt(0)).putInt(LEASE_SECONDS / 2).putInt(LEASE_SECONDS * 4 / 5);
        if (address.isPresent()) {
            out.putShort((short) Dhcp6Option.IA_ADDRESS).putShort((short) 24);
            out.put(address.get().getAddress()).putInt(LEASE_SECONDS).putInt(LEASE_SECONDS);
        } else {
            out.putShort((short) Dhcp6Option.STATUS_CODE).putShort((short) 2).putShort((short) NO_ADDRESSES);
        }
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return Dhcp6Option.of(Dhcp6Option.IA_NA, bytes);
    }

    private void addBoot(Dhcp6Client client, Inet6Address own, List<Dhcp6Option> options) {
        BootFile file = switch (client.firmware()) {
            case EFI_PXE -> BootFile.LOADER_URL;
            case EFI_HTTP -> BootFile.HTTP_LOADER;
            case IPXE, OUR_IPXE -> BootFile.SCRIPT;
            case BIOS_PXE, IPXE_WITHOUT_HTTP, RASPBERRY_PI, UNKNOWN_ARCHITECTURE, NONE -> BootFile.NONE;
        };
        if (file == BootFile.NONE) {
            return;
        }
        String text = String.valueOf(own.getHostAddress());
        String host = "[" + (text.contains("%") ? text.substring(0, text.indexOf('%')) : text) + "]";
        BootQuestion question = new BootQuestion(client.client(), client.firmware(), file, Ipv4.NONE, host);
        if (boot.answer(question) instanceof BootAnswer.Boot(String name)) {
            String url = file == BootFile.LOADER_URL ? "tftp://" + host + "/" + name : name;
            options.add(Dhcp6Option.ofText(Dhcp6Option.BOOT_FILE_URL, url));
            if (client.firmware() == Firmware.EFI_HTTP) {
                options.add(vendorClass("HTTPClient"));
            }
        }
    }

    /// UEFI specification, chapter 24.7.3: without it the firmware ignores the answer.
    private static Dhcp6Option vendorClass(String text) {
        ByteBuffer out = ByteBuffer.allocate(6 + text.length());
        out.putInt(INTEL).putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        return Dhcp6Option.of(Dhcp6Option.VENDOR_CLASS, out.array());
    }
}
