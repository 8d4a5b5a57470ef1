package dev.slipway.pxe.doctor;

import java.util.Map;

/// Makers of network cards by the numbers that PCI gives them (https://pci-ids.ucw.cz).
final class CardMakers {

    private static final Map<String, String> MAKERS = Map.ofEntries(
            Map.entry("1022", "AMD"),
            Map.entry("1077", "QLogic"),
            Map.entry("10df", "Emulex"),
            Map.entry("10ec", "Realtek"),
            Map.entry("11ab", "Marvell"),
            Map.entry("1425", "Chelsio"),
            Map.entry("14e4", "Broadcom"),
            Map.entry("15ad", "VMware"),
            Map.entry("15b3", "NVIDIA (Mellanox)"),
            Map.entry("17cb", "Qualcomm"),
            Map.entry("1924", "Solarflare"),
            Map.entry("1969", "Atheros"),
            Map.entry("19a2", "Emulex"),
            Map.entry("1af4", "Red Hat (virtio)"),
            Map.entry("1d0f", "Amazon"),
            Map.entry("1d6a", "Aquantia"),
            Map.entry("1dd8", "Pensando"),
            Map.entry("8086", "Intel"));

    private CardMakers() {}

    /// A card that was told as `8086:1539`, in words.
    static String describe(String card) {
        String maker = MAKERS.get(card.split("[:.]", 2)[0]);
        return maker == null
                ? "the network card with PCI number %s".formatted(card)
                : "the network card of %s with PCI number %s".formatted(maker, card);
    }
}
